import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/use-format.ts'
import css from './DataTable.module.css'
import type { List } from './use-list.ts'

/** How much of the list is here, and the way to more of it by keyboard. */
export function TableFoot<Row>({ list }: { list: List<Row> }) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  const { rows, total, hasMore, isLoadingMore, loadMore } = list
  if (rows.length === 0) return null
  const shown = format.number(rows.length)
  return (
    <footer className={css.foot}>
      <span role="status">
        {!hasMore && t('table.all', { count: rows.length })}
        {hasMore && total === undefined && t('table.shown', { shown })}
        {hasMore &&
          total !== undefined &&
          t('table.shownOf', { shown, total: format.number(total) })}
      </span>
      {hasMore && (
        <Button size="small" type="text" loading={isLoadingMore} onClick={loadMore}>
          {t('table.loadMore')}
        </Button>
      )}
    </footer>
  )
}
