import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import css from './TaskProgress.module.css'
import { useFormat } from './use-format.ts'

export type TaskState = 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled'

interface TaskProgressProps {
  name: string
  state: TaskState
  done: number
  total?: number | undefined
  /** Rows that were refused; they are listed in the task's report. */
  rejected?: number
  remainingMs?: number | undefined
  /** Newest last. */
  log?: readonly string[]
  onPause?: () => void
  onResume?: () => void
  onCancel?: () => void
}

const TONE = {
  queued: 'normal',
  running: 'normal',
  paused: 'normal',
  done: 'success',
  failed: 'exception',
  cancelled: 'normal',
} as const satisfies Record<TaskState, string>

/** Long work: how far it is, and the ways to hold it. */
export function TaskProgress(props: TaskProgressProps) {
  const {
    name,
    state,
    done,
    total,
    rejected = 0,
    remainingMs,
    log,
    onPause,
    onResume,
    onCancel,
  } = props
  const { t } = useTranslation('kit')
  const format = useFormat()
  const percent = total ? Math.floor((done / total) * 100) : state === 'done' ? 100 : 0
  const isOpen = state === 'queued' || state === 'running' || state === 'paused'
  return (
    <section className={css.task} aria-label={name}>
      <div className={css.line}>
        <b>{name}</b>
        <span className={css.state} role="status">
          {t(`task.${state}`)}
        </span>
        <span className={css.buttons}>
          {state === 'running' && onPause && (
            <Button size="small" onClick={onPause}>
              {t('task.pause')}
            </Button>
          )}
          {state === 'paused' && onResume && (
            <Button size="small" type="primary" onClick={onResume}>
              {t('task.resume')}
            </Button>
          )}
          {isOpen && onCancel && (
            <Button size="small" onClick={onCancel}>
              {t('task.cancel')}
            </Button>
          )}
        </span>
      </div>
      <Progress percent={percent} size="small" status={TONE[state]} aria-label={name} />
      <div className={css.numbers}>
        <span>
          {total === undefined
            ? format.number(done)
            : t('task.progress', { done: format.number(done), total: format.number(total) })}
        </span>
        {rejected > 0 && (
          <span className={css.rejected}>{t('task.rejected', { count: rejected })}</span>
        )}
        {state === 'running' && remainingMs !== undefined && (
          <span>{t('task.remaining', { time: format.duration(remainingMs) })}</span>
        )}
      </div>
      {log && log.length > 0 && (
        <details className={css.log}>
          <summary>{t('task.log')}</summary>
          <pre>{log.join('\n')}</pre>
        </details>
      )}
    </section>
  )
}
