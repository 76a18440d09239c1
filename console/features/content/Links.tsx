import { CopyOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useList } from '../../table/use-list.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './ContentPage.module.css'

interface LinksProps {
  contentId: string
  targetUrl: string | null
}

const FIRST = 10

/** The tracked links of an item; a new one for a poster, a bio, an SMS of someone else's. */
export function Links({ contentId, targetUrl }: LinksProps) {
  const { t } = useTranslation('content')
  const format = useFormat()
  const { message } = App.useApp()
  const notAllowed = useNotAllowed('content:write')
  const [isOpen, setOpen] = useState(false)
  const list = useList({
    key: [['content'], 'links', contentId],
    load: (cursor, signal) =>
      api.content.listLinks({ contentId, cursor, limit: FIRST }, { signal }),
  })
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url)
    message.success(t('link.copied'))
  }
  return (
    <Panel
      title={t('link.title')}
      isFlush
      extra={
        <ActionButton
          size="small"
          icon={<PlusOutlined />}
          disabledReason={notAllowed}
          onClick={() => setOpen(true)}
        >
          {t('link.create')}
        </ActionButton>
      }
    >
      {list.rows.length === 0 && !list.isLoading && <p className={css.none}>{t('link.none')}</p>}
      {list.rows.length > 0 && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('link.code')}</th>
                <th scope="col" className={css.word}>
                  {t('link.note')}
                </th>
                <th scope="col">{t('link.made')}</th>
              </tr>
            </thead>
            <tbody>
              {list.rows.map(({ code, url, properties, personId, createdAt }) => (
                <tr key={code}>
                  <td>
                    <span className={css.code}>
                      <code>{url.replace(/^https?:\/\//, '')}</code>
                      <Button
                        size="small"
                        type="text"
                        aria-label={t('link.copy')}
                        icon={<CopyOutlined />}
                        onClick={() => void copy(url)}
                      />
                    </span>
                  </td>
                  <td className={css.word}>
                    {personId ? (
                      <PersonLink id={personId} />
                    ) : (
                      <Tag variant="filled">
                        {String(
                          properties.note ?? properties.carrier ?? properties.platform ?? '—',
                        )}
                      </Tag>
                    )}
                  </td>
                  <td>{format.time(createdAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasMore && (
        <Button type="link" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('more', { ns: 'kit' })}
        </Button>
      )}
      <NewLink
        isOpen={isOpen}
        contentId={contentId}
        targetUrl={targetUrl ?? ''}
        onClose={() => setOpen(false)}
        onMade={copy}
      />
    </Panel>
  )
}

interface NewLinkProps extends LinksProps {
  isOpen: boolean
  onClose: () => void
  onMade: (url: string) => Promise<void>
}

function NewLink({ isOpen, contentId, targetUrl, onClose, onMade }: NewLinkProps) {
  const { t } = useTranslation(['content', 'kit'])
  const [form] = Form.useForm<{ targetUrl: string; note?: string }>()
  const showProblem = useFormProblem(form)
  const making = useAct(
    ({ targetUrl: target, note }: { targetUrl: string; note?: string }) =>
      api.content.createLink({
        targetUrl: target,
        properties: { content_id: contentId, ...(note && { note }) },
      }),
    {
      refreshes: ['content'],
      onRefused: showProblem,
      onDone: ({ url }) => {
        onClose()
        void onMade(url)
      },
    },
  )
  return (
    <Modal
      open={isOpen}
      title={t('link.create')}
      okText={t('link.create')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={making.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ targetUrl }}
        onFinish={(values) => making.mutate(values)}
      >
        <Form.Item
          name="targetUrl"
          label={t('link.target')}
          rules={[{ required: true, pattern: /^https?:\/\//, message: t('link.targetWrong') }]}
        >
          <Input type="url" />
        </Form.Item>
        <Form.Item name="note" label={t('link.note')} extra={t('link.noteHint')}>
          <Input maxLength={60} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
