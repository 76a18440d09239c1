import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useWords } from '../../profile/words.ts'
import { CaseFields } from './CaseFields.tsx'
import { NEW_CASE } from './draft.ts'
import type { DraftCase } from './draft.ts'
import css from './mapping.module.css'
import { PathInput } from './PathInput.tsx'

interface CasesEditorProps {
  /** which case is looked at */
  at: number
  onAt: (at: number) => void
  cases: readonly (DraftCase | undefined)[]
  /** places of one event, and of the whole payload */
  leaves: readonly Leaf[]
  whole: readonly Leaf[]
  /** A row of a file is one event: there is no list to be found. */
  isRows?: boolean
}

const MOST = 20

/** What payloads become: of the cases the first of which every condition holds. */
export function CasesEditor({ at, onAt, cases, leaves, whole, isRows }: CasesEditorProps) {
  const { t } = useTranslation('webhook')
  const words = useWords()
  const nameOf = (one: DraftCase | undefined): string => {
    if (one?.isIgnored) return t('ignored')
    if (one?.as?.type === 'identify') return t('identify')
    return one?.as?.event ? words.event(one.as.event) : t('unnamed')
  }
  return (
    <Panel title={t('mapping')}>
      {!isRows && (
        <Form.Item name={['mapping', 'events']} label={t('events')} extra={t('eventsHint')}>
          <PathInput
            label={t('eventsAll')}
            leaves={whole.filter(({ kind }) => kind === 'things')}
          />
        </Form.Item>
      )}
      <Form.List name={['mapping', 'cases']}>
        {(lines, { add, remove, move }) => {
          const shown = Math.min(at, Math.max(lines.length - 1, 0))
          const addCase = () => {
            add(NEW_CASE)
            onAt(lines.length)
          }
          const acts = (
            <span className={css.acts}>
              {shown > 0 && (
                <Button
                  size="small"
                  icon={<ArrowUpOutlined />}
                  aria-label={t('earlier')}
                  onClick={() => {
                    move(shown, shown - 1)
                    onAt(shown - 1)
                  }}
                />
              )}
              {lines.length > 0 && (
                <Button
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('removeCase', { n: shown + 1 })}
                  onClick={() => {
                    remove(shown)
                    onAt(Math.max(0, shown - 1))
                  }}
                />
              )}
              <Button
                size="small"
                icon={<PlusOutlined />}
                disabled={lines.length >= MOST}
                onClick={addCase}
              >
                {t('addCase')}
              </Button>
            </span>
          )
          return (
            <>
              {lines.length === 0 && <p className={css.muted}>{t('noCases')}</p>}
              <Tabs
                size="small"
                type="card"
                activeKey={String(shown)}
                onChange={(key) => onAt(Number(key))}
                tabBarExtraContent={acts}
                items={lines.map(({ name }) => ({
                  key: String(name),
                  label: `${name + 1} · ${nameOf(cases[name])}`,
                }))}
              />
              {lines[shown] && (
                <CaseFields key={lines[shown].key} at={lines[shown].name} leaves={leaves} />
              )}
            </>
          )
        }}
      </Form.List>
    </Panel>
  )
}
