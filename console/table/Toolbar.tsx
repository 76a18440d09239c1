import { DownloadOutlined, ReloadOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover, Select, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column, Filter } from './column.ts'
import css from './DataTable.module.css'
import { SearchBox } from './SearchBox.tsx'
import { isFiltered } from './state.ts'
import type { ColumnChoice } from './use-columns.ts'
import type { List } from './use-list.ts'
import type { Views } from './use-views.tsx'
import { ViewMenu } from './ViewMenu.tsx'
import type { TableControl } from './use-table-state.ts'

interface ToolbarProps<Row> {
  columns: readonly Column<Row>[]
  list: List<Row>
  control: TableControl
  search?: string
  filters?: readonly Filter[]
  choice: ColumnChoice<Row>
  views: Views
  exporting: { run: () => Promise<void>; isBusy: boolean }
  extra?: ReactNode
}

export function Toolbar<Row>(props: ToolbarProps<Row>) {
  const { columns, list, control, search, filters = [], choice, exporting, extra } = props
  const { t } = useTranslation('kit')
  const { state, set } = control
  return (
    <div className={css.toolbar} role="search">
      <ViewMenu views={props.views} />
      {search && <SearchBox placeholder={search} value={state.q} onSearch={(q) => set({ q })} />}
      {filters.map((filter) => (
        <FilterSelect key={filter.name} filter={filter} control={control} />
      ))}
      {isFiltered(state) && (
        <Button type="link" size="small" onClick={() => set({ q: '', filters: {} })}>
          {t('table.clear')}
        </Button>
      )}
      <div className={css.tools}>
        {extra}
        <Tooltip title={t('table.refresh')}>
          <Button
            type="text"
            aria-label={t('table.refresh')}
            icon={<ReloadOutlined />}
            onClick={list.refresh}
          />
        </Tooltip>
        {columns.some(({ text }) => text) && (
          <Tooltip title={t('table.export')}>
            <Button
              type="text"
              aria-label={t('table.export')}
              icon={<DownloadOutlined />}
              loading={exporting.isBusy}
              onClick={() => void exporting.run()}
            />
          </Tooltip>
        )}
        <ColumnPicker columns={columns} choice={choice} />
      </div>
    </div>
  )
}

function FilterSelect({ filter, control }: { filter: Filter; control: TableControl }) {
  const { name, label, options, isMultiple } = filter
  const { state, set } = control
  const chosen = state.filters[name] ?? []
  const choose = (values: readonly string[]) => {
    const { [name]: _old, ...rest } = state.filters
    set({ filters: values.length > 0 ? { ...rest, [name]: values } : rest })
  }
  const shared = {
    'aria-label': label,
    placeholder: label,
    options: [...options],
    allowClear: true,
    popupMatchSelectWidth: false,
    className: css.filter,
  }
  return isMultiple ? (
    <Select<string[]>
      {...shared}
      mode="multiple"
      maxTagCount="responsive"
      value={[...chosen]}
      onChange={choose}
    />
  ) : (
    <Select<string>
      {...shared}
      value={chosen[0] ?? null}
      onChange={(value) => choose(value ? [value] : [])}
    />
  )
}

function ColumnPicker<Row>({
  columns,
  choice,
}: {
  columns: readonly Column<Row>[]
  choice: ColumnChoice<Row>
}) {
  const { t } = useTranslation('kit')
  const content = (
    <div className={css.picker}>
      <Checkbox.Group
        value={choice.shown.map(({ key }) => key)}
        onChange={(keys) => choice.choose(keys.map(String))}
        options={columns.map(({ key, title, isMain }) => ({
          value: key,
          label: title,
          disabled: isMain ?? false,
        }))}
      />
      <Button type="link" size="small" onClick={choice.reset}>
        {t('table.resetColumns')}
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={content} title={t('table.columns')}>
      <Button type="text" aria-label={t('table.columns')} icon={<TableOutlined />} />
    </Popover>
  )
}
