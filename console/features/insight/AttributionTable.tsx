import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { api } from '../../api/client.ts'
import { NOTHING } from '../../ui/format.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useWords } from '../profile/words.ts'
import type { Credited } from './AttributedOrders.tsx'
import { sideBySide } from './attribution-rows.ts'
import type { SideBySide } from './attribution-rows.ts'
import css from './insight.module.css'

type Attribution = Awaited<ReturnType<typeof api.insight.attribution>>

interface AttributionTableProps {
  first: Attribution
  last: Attribution
  title: string
  isChannel: boolean
  isPerson: boolean
  onPick: (credited: Credited) => void
}

export function AttributionTable(props: AttributionTableProps) {
  const { first, last, title, isChannel, onPick } = props
  const { t } = useTranslation('insight')
  const format = useFormat()
  const words = useWords()
  const rows = sideBySide(first.rows, last.rows)
  const nameOf = ({ key, label }: SideBySide) =>
    key === '' ? t('attribution.noTouch') : isChannel ? words.channel(label) : label
  const heads = [t('attribution.orders'), t('attribution.net'), t('attribution.share')]
  const side = (row: SideBySide, model: 'first' | 'last') => {
    const one = row[model]
    return [
      <td key="orders" className={css.group}>
        {one ? (
          <button
            type="button"
            className={css.linkButton}
            onClick={() => onPick({ key: row.key, name: nameOf(row), model })}
          >
            {format.number(one.orders)}
          </button>
        ) : (
          NOTHING
        )}
      </td>,
      <td key="net">{format.money(one?.netFen)}</td>,
      <td key="share">
        {one && one.sharePercent !== null ? format.percent(one.sharePercent / 100) : NOTHING}
        <i className={css.bar} style={{ width: `${Math.min(one?.sharePercent ?? 0, 100)}%` }} />
      </td>,
    ]
  }
  return (
    <div className={`${css.sheet} ${css.scroll}`} tabIndex={0} role="region" aria-label={title}>
      <table className={css.table}>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              {title}
            </th>
            {(['first', 'last'] as const).map((model) => (
              <th key={model} colSpan={3} scope="colgroup" className={css.group}>
                {t(`attribution.${model}`)} · {t(`attribution.${model}Hint`)}
              </th>
            ))}
            <th rowSpan={2} scope="col" className={css.group}>
              <Tooltip title={t('attribution.differenceHint')}>
                <span>{t('attribution.difference')}</span>
              </Tooltip>
            </th>
          </tr>
          <tr>
            {(['first', 'last'] as const).flatMap((model) =>
              heads.map((head, i) => (
                <th key={`${model}${head}`} scope="col" className={i === 0 ? css.group : undefined}>
                  {head}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td title={row.key === '' ? t('attribution.noTouchHint') : row.key}>{nameOf(row)}</td>
              {side(row, 'first')}
              {side(row, 'last')}
              <td className={css.group}>
                {row.differenceFen > 0 ? '+' : ''}
                {format.money(row.differenceFen)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('attribution.total')}</td>
            {[first.total, last.total].map((total, i) => [
              <td key={`orders${i}`} className={css.group}>
                {format.number(total.orders)}
              </td>,
              <td key={`net${i}`}>{format.money(total.netFen)}</td>,
              <td key={`share${i}`}>{format.percent(total.orders > 0 ? 1 : null)}</td>,
            ])}
            <td className={css.group}>{format.money(last.total.netFen - first.total.netFen)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
