import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Mapping } from '#modules/collect/model/mapping/mapping.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useWords } from '../../profile/words.ts'
import type { Hook } from './hook.ts'
import css from '../mapping/mapping.module.css'

interface VersionsPanelProps {
  hook: Hook
  /** Puts an old mapping into the form: saved, it is the next version. */
  onTake: (mapping: Mapping) => void
}

/** Every mapping there was, the last first. */
export function VersionsPanel({ hook, onTake }: VersionsPanelProps) {
  const { t } = useTranslation('webhook')
  const format = useFormat()
  const words = useWords()
  return (
    <Panel title={t('tabs.versions')}>
      <ol className={css.versions}>
        {hook.versions.map(({ version, mapping, at, by }) => (
          <li key={version}>
            {t('version', { version })} · {format.time(at)} · {by}{' '}
            {version !== hook.version && (
              <Button size="small" type="link" onClick={() => onTake(mapping)}>
                {t('take')}
              </Button>
            )}
            <div className={css.muted}>
              {mapping.cases
                .map(({ as }) =>
                  !as
                    ? t('ignored')
                    : as.type === 'identify'
                      ? t('identify')
                      : words.event(as.event),
                )
                .join(' · ') || t('noCases')}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
