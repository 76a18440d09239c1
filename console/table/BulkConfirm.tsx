import { App, Button, Modal, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refresh } from '../api/query-client.ts'
import { problemOf } from '../api/problem-of.ts'
import { describeProblem } from '../ui/describe-problem.ts'
import css from './DataTable.module.css'
import { previewOf, runEach } from './bulk-job.ts'
import type { BulkJob, Failure } from './bulk-job.ts'

interface BulkConfirmProps<Row> {
  job: BulkJob<Row> | undefined
  refreshes: readonly Parameters<typeof refresh>[0][]
  onClose: () => void
}

const NAMED = 5

/** Before many things are changed at once: to how many, what follows, who is left out and why. */
export function BulkConfirm<Row>({ job, ...rest }: BulkConfirmProps<Row>) {
  if (!job) return null
  return <Asked key={job.title} job={job} {...rest} />
}

function Asked<Row>({ job, refreshes, onClose }: BulkConfirmProps<Row> & { job: BulkJob<Row> }) {
  const { t } = useTranslation('kit')
  const { message } = App.useApp()
  const [progress, setProgress] = useState<number>()
  const [failed, setFailed] = useState<readonly Failure<Row>[]>([])
  const { does, skipped } = previewOf(job)
  const names = (rows: readonly Row[]) =>
    `${rows.slice(0, NAMED).map(job.nameOf).join(t('bulk.comma'))}${rows.length > NAMED ? t('bulk.more', { count: rows.length - NAMED }) : ''}`
  const afterwards = () => Promise.all(refreshes.map(refresh))

  const tell = (done: readonly Row[]) => {
    const key = `bulk.${job.title}`
    const { undo } = job
    const revert = async () => {
      message.destroy(key)
      const back = await runEach(done, undo ?? (async () => undefined), () => undefined)
      await afterwards()
      message.success(t('bulk.undone', { count: back.done.length }))
    }
    const content = (
      <>
        {t('bulk.done', { verb: job.verb, count: done.length })}
        {undo && (
          <Button type="link" size="small" onClick={() => void revert()}>
            {t('views.undo')}
          </Button>
        )}
      </>
    )
    if (done.length > 0) message.open({ key, type: 'success', duration: 8, content })
  }
  const run = async () => {
    setProgress(0)
    const result = await runEach(does, job.act, setProgress)
    await afterwards()
    tell(result.done)
    setProgress(undefined)
    if (result.failed.length === 0) return onClose()
    setFailed(result.failed)
  }
  const isOver = failed.length > 0
  return (
    <Modal
      open
      title={job.title}
      okText={isOver ? t('close') : t('bulk.verb', { verb: job.verb, count: does.length })}
      okButtonProps={{ danger: !isOver && (job.isDanger ?? false), disabled: does.length === 0 }}
      cancelButtonProps={{ style: isOver ? { display: 'none' } : {} }}
      cancelText={t('cancel')}
      confirmLoading={progress !== undefined}
      onOk={() => (isOver ? onClose() : void run())}
      onCancel={onClose}
    >
      <div className={css.preview}>
        {isOver ? (
          <Failures failed={failed} nameOf={job.nameOf} />
        ) : (
          <>
            <h3>{t('confirm.will')}</h3>
            <ul>
              {does.length === 0 && <li>{t('bulk.nothing')}</li>}
              {does.length > 0 && (
                <li>{t('bulk.to', { count: does.length, names: names(does) })}</li>
              )}
              {does.length > 0 && job.consequences(does).map((line) => <li key={line}>{line}</li>)}
            </ul>
            {skipped.length > 0 && <h3>{t('bulk.skipped')}</h3>}
            <ul>
              {skipped.map(({ why, rows }) => (
                <li key={why}>
                  {why} <span className={css.quiet}>{names(rows)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {progress !== undefined && (
          <Progress percent={Math.round((progress / Math.max(1, does.length)) * 100)} />
        )}
      </div>
    </Modal>
  )
}

interface FailuresProps<Row> {
  failed: readonly Failure<Row>[]
  nameOf: (row: Row) => string
}

function Failures<Row>({ failed, nameOf }: FailuresProps<Row>) {
  const { t } = useTranslation('kit')
  return (
    <div role="alert">
      <h3>{t('bulk.failed', { count: failed.length })}</h3>
      <ul>
        {failed.map(({ row, error }) => {
          const { title, detail } = describeProblem(problemOf(error), (key) => t(key))
          return (
            <li key={nameOf(row)}>
              <b>{nameOf(row)}</b> {title} <span className={css.quiet}>{detail}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
