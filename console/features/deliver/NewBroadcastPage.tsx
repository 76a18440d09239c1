import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { CARRIER_SAYS, LETTER_CARRIERS } from '#modules/deliver/model/carrier.ts'
import type { LetterCarrier, LetterKind } from '#modules/deliver/model/carrier.ts'
import { api, orpc } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { ContentPicker } from '../content/ContentPicker.tsx'
import { PhonePreview } from '../content/PhonePreview.tsx'
import { BroadcastPlan } from './BroadcastPlan.tsx'
import css from './deliver.module.css'
import { SegmentPicker } from './SegmentPicker.tsx'

interface BroadcastForm {
  name: string
  segmentId: string
  contentId: string
  carriers: LetterCarrier[]
  kind: LetterKind
}

/** One content to one segment. Before anything goes out, who would get it, and who not and why. */
export function NewBroadcastPage() {
  const { t } = useTranslation('deliver')
  const say = useSays()
  const navigate = useNavigate()
  const notAllowed = useNotAllowed('deliver:write')
  const [form] = Form.useForm<BroadcastForm>()
  const showProblem = useFormProblem(form)
  const values = Form.useWatch((all: BroadcastForm): Partial<BroadcastForm> => all, form)
  const { segmentId, contentId, carriers = [], kind = 'marketing' } = values ?? {}
  const isReady = !!segmentId && !!contentId && carriers.length > 0
  const plan = useQuery({
    ...orpc.deliver.planBroadcast.queryOptions({
      input: { segmentId: segmentId ?? '', contentId: contentId ?? '', carriers, kind },
    }),
    enabled: isReady,
    retry: false,
  })
  const starting = useAct((input: BroadcastForm) => api.deliver.startBroadcast(input), {
    refreshes: ['deliver'],
    onRefused: showProblem,
    onDone: ({ id }) => void navigate({ to: paths.broadcast(id) }),
  })
  return (
    <Page
      title={t('broadcast.create')}
      description={t('broadcast.createAbout')}
      back={<Link to={paths.broadcasts()}>{t('broadcast.title')}</Link>}
      actions={
        <ActionButton
          type="primary"
          disabledReason={notAllowed ?? (isReady ? undefined : t('broadcast.notReady'))}
          loading={starting.isPending}
          onClick={form.submit}
        >
          {t('broadcast.start')}
        </ActionButton>
      }
    >
      <div className={css.sides}>
        <Panel>
          <Form<BroadcastForm>
            form={form}
            layout="vertical"
            initialValues={{ carriers: ['wecom_message'], kind: 'marketing' }}
            onFinish={starting.mutate}
          >
            <Form.Item
              name="name"
              label={t('broadcast.name')}
              rules={[{ required: true, whitespace: true, message: t('broadcast.nameMissing') }]}
            >
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item
              name="segmentId"
              label={t('broadcast.segment')}
              rules={[{ required: true, message: t('broadcast.segmentMissing') }]}
            >
              <SegmentPicker />
            </Form.Item>
            <Form.Item
              name="contentId"
              label={t('broadcast.content')}
              rules={[{ required: true, message: t('broadcast.contentMissing') }]}
            >
              <ContentPicker />
            </Form.Item>
            <Form.Item
              name="carriers"
              label={t('broadcast.carriers')}
              extra={t('broadcast.carriersHint')}
              rules={[{ required: true, message: t('broadcast.carriersMissing') }]}
            >
              <Select
                mode="multiple"
                options={LETTER_CARRIERS.map((carrier) => ({
                  value: carrier,
                  label: say(CARRIER_SAYS[carrier]),
                }))}
              />
            </Form.Item>
            <Form.Item name="kind" label={t('letters.kind')} extra={t('broadcast.kindHint')}>
              <Radio.Group
                optionType="button"
                options={(['marketing', 'service'] as const).map((one) => ({
                  value: one,
                  label: t(`kind.${one}`),
                }))}
              />
            </Form.Item>
          </Form>
        </Panel>
        <div className={css.column}>
          <Panel title={t('plan.title')}>
            {isReady ? (
              <Loaded query={plan}>{(found) => <BroadcastPlan plan={found} />}</Loaded>
            ) : (
              <p className={css.hint}>{t('plan.waiting')}</p>
            )}
          </Panel>
          {contentId && <PhonePreview contentId={contentId} />}
        </div>
      </div>
    </Page>
  )
}
