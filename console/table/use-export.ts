import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../api/server-clock.ts'
import { useFormat } from '../ui/use-format.ts'
import type { Column } from './column.ts'
import { csvOf } from './csv.ts'
import { download } from './download.ts'
import type { List } from './use-list.ts'

/** Exports the whole list as it is filtered, in the columns that are shown; all of it or no file. */
export function useExport<Row>(list: List<Row>, columns: readonly Column<Row>[], name: string) {
  const { t } = useTranslation('kit')
  const { message, notification } = App.useApp()
  const format = useFormat()
  const [isBusy, setBusy] = useState(false)

  const run = async () => {
    const exported = columns.flatMap(({ title, text }) => (text ? [{ title, text }] : []))
    const lines = [exported.map(({ title }) => title)]
    const key = `export.${name}`
    setBusy(true)
    try {
      for await (const rows of list.all()) {
        for (const row of rows) lines.push(exported.map(({ text }) => text(row)))
        message.open({
          key,
          type: 'loading',
          content: t('table.exporting', { count: lines.length - 1 }),
          duration: 0,
        })
      }
      const file = `${name}-${format.time(serverNow(), 'day')}.csv`
      download(file, csvOf(lines))
      message.open({
        key,
        type: 'success',
        content: t('table.exported', { count: lines.length - 1, file }),
      })
    } catch {
      // Swallowed because the reader is told here, and half a file would look like a whole one.
      message.destroy(key)
      notification.error({
        title: t('error.title'),
        description: t('table.exportFailed', { count: lines.length - 1 }),
      })
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy }
}
