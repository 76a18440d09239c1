import { CopyOutlined, EditOutlined } from '@ant-design/icons'
import { App, Button, Form, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PLATFORM_IDS, PLATFORMS } from '#modules/entry/model/platforms.ts'
import { api } from '../../api/client.ts'
import { fenOfTyped } from '../../form/fen.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useSays } from '../../i18n/use-says.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import css from './entry.module.css'
import type { Post } from './types.ts'

const SPEC = { filters: ['platform'] }

/** The posts, each with its own tracked link; cost and impressions are typed in from the platform. */
export function Posts() {
  const { t } = useTranslation('entry')
  const say = useSays()
  const control = useTableState(SPEC)
  const [edited, setEdited] = useState<Post>()
  const { q, filters } = control.state
  const input = {
    q: q || undefined,
    platform: PLATFORM_IDS.find((id) => id === filters.platform?.[0]),
  }
  const list = useList({
    key: [['entry'], 'posts', input],
    load: (cursor, signal) => api.entry.listPosts({ ...input, cursor }, { signal }),
  })
  return (
    <>
      <DataTable
        id="posts"
        label={t('post.title')}
        columns={useColumns(setEdited)}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        search={t('post.search')}
        filters={[
          {
            name: 'platform',
            label: t('matrix.by.platform'),
            options: PLATFORM_IDS.map((id) => ({ value: id, label: say(PLATFORMS[id]) })),
          },
        ]}
        empty={<EmptyState title={t('post.emptyTitle')} text={t('post.emptyText')} />}
      />
      <PostFigures key={edited?.id} post={edited} onClose={() => setEdited(undefined)} />
    </>
  )
}

function useColumns(onEdit: (post: Post) => void): Column<Post>[] {
  const { t } = useTranslation('entry')
  const format = useFormat()
  const { message } = App.useApp()
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url)
    message.success(t('post.copied'))
  }
  return [
    {
      key: 'title',
      title: t('post.name'),
      width: 260,
      isMain: true,
      render: ({ title, url }) =>
        url ? (
          <a href={url} target="_blank" rel="noreferrer">
            {title}
          </a>
        ) : (
          title
        ),
      text: ({ title }) => title,
    },
    {
      key: 'platform',
      title: t('matrix.by.platform'),
      width: 120,
      render: ({ platformName }) => platformName,
      text: ({ platformName }) => platformName,
    },
    {
      key: 'account',
      title: t('matrix.by.account'),
      width: 170,
      render: ({ accountName }) => accountName,
      text: ({ accountName }) => accountName,
    },
    {
      key: 'link',
      title: t('post.link'),
      width: 210,
      render: ({ trackedUrl }) => (
        <span className={css.link}>
          <code>{trackedUrl.replace(/^https?:\/\//, '')}</code>
          <Button
            size="small"
            type="text"
            aria-label={t('post.copy')}
            icon={<CopyOutlined />}
            onClick={() => void copy(trackedUrl)}
          />
        </span>
      ),
      text: ({ trackedUrl }) => trackedUrl,
    },
    {
      key: 'impressions',
      title: t('post.impressions'),
      width: 90,
      isNumber: true,
      render: ({ impressions }) => format.number(impressions),
      text: ({ impressions }) => String(impressions ?? ''),
    },
    {
      key: 'reads',
      title: t('post.reads'),
      width: 90,
      isNumber: true,
      render: ({ reads }) => format.number(reads),
      text: ({ reads }) => String(reads ?? ''),
    },
    {
      key: 'cost',
      title: t('matrix.costFen'),
      width: 110,
      isNumber: true,
      render: ({ costFen }) => (costFen > 0 ? format.money(costFen) : NOTHING),
      text: ({ costFen }) => String(costFen / 100),
    },
    {
      key: 'postedAt',
      title: t('post.postedAt'),
      width: 150,
      render: ({ postedAt }) => format.time(postedAt),
      text: ({ postedAt }) => postedAt,
    },
    {
      key: 'edit',
      title: t('post.edit'),
      width: 100,
      render: (post) => (
        <Button size="small" type="text" icon={<EditOutlined />} onClick={() => onEdit(post)}>
          {t('post.figures')}
        </Button>
      ),
    },
  ]
}

interface FiguresForm {
  costYuan?: number | null
  impressions?: number | null
  reads?: number | null
}

function PostFigures({ post, onClose }: { post: Post | undefined; onClose: () => void }) {
  const { t } = useTranslation(['entry', 'kit'])
  const [form] = Form.useForm<FiguresForm>()
  const showProblem = useFormProblem(form)
  const saving = useAct(
    ({ costYuan, impressions, reads }: FiguresForm) =>
      api.entry.setPostFigures({
        id: post?.id ?? '',
        costFen: fenOfTyped(costYuan),
        impressions: impressions ?? undefined,
        reads: reads ?? undefined,
      }),
    { refreshes: ['entry'], done: t('post.saved'), onRefused: showProblem, onDone: onClose },
  )
  return (
    <Modal
      open={post !== undefined}
      title={post?.title}
      okText={t('save', { ns: 'kit' })}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={saving.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className={css.hint}>{t('post.figuresHint')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          costYuan: post && post.costFen / 100,
          impressions: post?.impressions,
          reads: post?.reads,
        }}
        onFinish={(values) => saving.mutate(values)}
      >
        <Form.Item name="costYuan" label={t('matrix.costFen')}>
          <InputNumber min={0} precision={2} prefix="¥" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="impressions" label={t('post.impressions')}>
          <InputNumber min={0} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="reads" label={t('post.reads')}>
          <InputNumber min={0} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
