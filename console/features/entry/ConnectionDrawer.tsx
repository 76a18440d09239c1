import { Button, Drawer, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { ConnectionInput, CONNECTIONS, SECRETS } from '#modules/entry/model/connection.ts'
import type { ConnectionKind } from '#modules/entry/model/connection.ts'
import { api } from '../../api/client.ts'
import { problemError } from '../../api/problem-of.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useAct } from '../../ui/use-act.ts'
import { labelOf } from './connection-label.ts'
import type { ConnectionRow } from './types.ts'

type Values = Record<string, string | undefined>

interface ConnectionDrawerProps {
  kind: ConnectionKind | undefined
  connection: ConnectionRow | undefined
  onClose: () => void
}

const OPTIONAL: Readonly<Record<ConnectionKind, readonly string[]>> = {
  wecom: ['agentId', 'callbackToken', 'callbackAesKey', 'baseUrl'],
  official_account: ['callbackToken', 'callbackAesKey', 'baseUrl', 'openBaseUrl'],
  sms: ['signature'],
  email: ['user', 'password'],
}

/** The form of a connection, field by field as its model says. A secret left empty is kept as it is. */
export function ConnectionDrawer({ kind, connection, onClose }: ConnectionDrawerProps) {
  const { t } = useTranslation(['entry', 'kit'])
  const [form] = Form.useForm<Values>()
  const showProblem = useFormProblem(form)
  const saving = useAct(save, {
    refreshes: ['entry'],
    done: t('connection.saved'),
    onRefused: showProblem,
    onDone: onClose,
  })
  const secrets: readonly string[] = kind ? SECRETS[kind] : []
  const fields = kind ? Object.keys(CONNECTIONS[kind].shape) : []
  return (
    <Drawer
      open={kind !== undefined}
      onClose={onClose}
      size={460}
      title={kind && t(`connection.kind.${kind}`)}
      extra={
        <Button type="primary" loading={saving.isPending} onClick={form.submit}>
          {t('save', { ns: 'kit' })}
        </Button>
      }
    >
      <p style={{ color: 'var(--muted)', marginBottom: 16 }}>
        {kind && t(`connection.about.${kind}`)}
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: connection?.name, ...textsOf(connection) }}
        onFinish={(values) => kind && saving.mutate({ kind, values })}
      >
        <Form.Item name="name" label={t('connection.name')}>
          <Input maxLength={60} />
        </Form.Item>
        {fields.map((field) => {
          const isSecret = secrets.includes(field)
          const isKept = connection?.secretsKept.includes(field) ?? false
          const isOptional = isKept || (kind !== undefined && OPTIONAL[kind].includes(field))
          return (
            <Form.Item
              key={field}
              name={field}
              label={labelOf(field, t)}
              extra={hintOf(field, t)}
              rules={[{ required: !isOptional, message: t('connection.missing') }]}
            >
              {isSecret ? (
                <Input.Password
                  autoComplete="off"
                  placeholder={isKept ? t('connection.keptHint') : ''}
                />
              ) : (
                <Input />
              )}
            </Form.Item>
          )
        })}
      </Form>
    </Drawer>
  )
}

const HINTS = ['corpId', 'secret', 'callbackToken', 'callbackAesKey', 'baseUrl', 'appId'] as const

function hintOf(
  field: string,
  t: (key: `connection.hint.${(typeof HINTS)[number]}`) => string,
): string | undefined {
  const known = HINTS.find((hint) => hint === field)
  return known && t(`connection.hint.${known}`)
}

const textsOf = (connection: ConnectionRow | undefined): Values =>
  Object.fromEntries(
    Object.entries(connection?.settings ?? {}).map(([key, value]) => [key, String(value)]),
  )

/** Empty fields are left out; a port is a number. What the model refuses is said beside its field. */
async function save({ kind, values }: { kind: ConnectionKind; values: Values }) {
  const filled = Object.entries(values).flatMap(([key, value]) => {
    const text = value?.trim()
    return text ? [[key, key === 'port' ? Number(text) : text] as const] : []
  })
  const read = ConnectionInput.safeParse({ kind, ...Object.fromEntries(filled) })
  if (!read.success)
    throw problemError({
      code: 'invalid_input',
      status: 422,
      title: '',
      detail: '',
      errors: read.error.issues.map(({ path, message }) => ({
        field: path.join('.'),
        reason: message,
      })),
    })
  return api.entry.saveConnection(read.data)
}
