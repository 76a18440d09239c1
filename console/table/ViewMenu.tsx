import { CheckOutlined, MoreOutlined, StarFilled, TeamOutlined } from '@ant-design/icons'
import { Button, Dropdown, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView, Views } from './use-views.tsx'
import css from './ViewMenu.module.css'
import { ViewForm } from './ViewForm.tsx'

type Writing = { kind: 'new' } | { kind: 'rename'; view: SavedView } | undefined

/** The list's saved views, in the toolbar: choose, save, and what can be done to each. */
export function ViewMenu({ views }: { views: Views }) {
  const { t } = useTranslation('kit')
  const [isOpen, setOpen] = useState(false)
  const [writing, setWriting] = useState<Writing>()
  const { chosen, isChanged } = views
  const name = chosen?.name ?? t('views.none')
  const close = () => {
    setOpen(false)
    setWriting(undefined)
  }
  return (
    <Popover
      open={isOpen}
      onOpenChange={(next) => (next ? setOpen(true) : close())}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={
        <div className={css.panel} onKeyDown={({ key }) => key === 'Escape' && close()}>
          {writing ? (
            <ViewForm
              {...(writing.kind === 'rename' && { view: writing.view })}
              onCancel={() => setWriting(undefined)}
              onSubmit={async (input) => {
                const isDone =
                  writing.kind === 'new'
                    ? await views.save(input)
                    : await views.change(writing.view, input)
                if (isDone) close()
              }}
            />
          ) : (
            <Choices
              views={views}
              onChosen={close}
              onNew={() => setWriting({ kind: 'new' })}
              onRename={(view) => setWriting({ kind: 'rename', view })}
            />
          )}
        </div>
      }
    >
      <Button
        aria-label={`${t('views.title')}: ${name}${isChanged ? ` (${t('views.isChanged')})` : ''}`}
        aria-expanded={isOpen}
      >
        <span className={css.current}>{name}</span>
        {isChanged && <i className={css.changed} title={t('views.isChanged')} />}
      </Button>
    </Popover>
  )
}

interface ChoicesProps {
  views: Views
  onChosen: () => void
  onNew: () => void
  onRename: (view: SavedView) => void
}

function Choices({ views, onChosen, onNew, onRename }: ChoicesProps) {
  const { t } = useTranslation('kit')
  const { all, chosen, isChanged, now } = views
  const pick = (view: SavedView | undefined) => {
    views.choose(view)
    onChosen()
  }
  return (
    <>
      <ul className={css.list} aria-label={t('views.title')}>
        <li>
          <button
            type="button"
            autoFocus
            className={css.pick}
            aria-pressed={chosen === undefined}
            onClick={() => pick(undefined)}
          >
            <CheckOutlined className={chosen ? (css.unpicked ?? '') : ''} />
            {t('views.none')}
          </button>
        </li>
        {all.map((view) => (
          <li key={view.id}>
            <button
              type="button"
              className={css.pick}
              aria-pressed={chosen?.id === view.id}
              onClick={() => pick(view)}
            >
              <CheckOutlined className={chosen?.id === view.id ? '' : (css.unpicked ?? '')} />
              <span className={css.name}>{view.name}</span>
              {view.isDefault && <StarFilled title={t('views.default')} />}
              {view.isShared && (
                <TeamOutlined title={t('views.by', { name: view.madeBy ?? t('views.team') })} />
              )}
            </button>
            <ViewActs view={view} views={views} onRename={onRename} />
          </li>
        ))}
      </ul>
      {all.length === 0 && <p className={css.hint}>{t('views.hint')}</p>}
      <div className={css.foot}>
        {chosen?.mayChange && isChanged && (
          <Button
            size="small"
            type="primary"
            onClick={() => void views.change(chosen, { state: now }).then(onChosen)}
          >
            {t('views.update', { name: chosen.name })}
          </Button>
        )}
        <Button size="small" onClick={onNew}>
          {t('views.saveAs')}
        </Button>
      </div>
    </>
  )
}

interface ViewActsProps {
  view: SavedView
  views: Views
  onRename: (view: SavedView) => void
}

/** What a view that is not hers refuses is shown, with whose it is. */
function ViewActs({ view, views, onRename }: ViewActsProps) {
  const { t } = useTranslation('kit')
  const { isDefault, isShared, mayChange, madeBy, name } = view
  const whose = t('views.notYours', { name: madeBy ?? t('views.team') })
  const items = [
    { key: 'default', label: isDefault ? t('views.unsetDefault') : t('views.setDefault') },
    ...[
      { key: 'rename', label: t('views.rename') },
      { key: 'share', label: isShared ? t('views.unshare') : t('views.share') },
      { key: 'remove', label: t('views.remove'), danger: true },
    ].map((item) => ({ ...item, disabled: !mayChange, ...(!mayChange && { title: whose }) })),
  ]
  const run = (key: string) => {
    if (key === 'default') void views.setDefault(isDefault ? undefined : view)
    if (key === 'rename') onRename(view)
    if (key === 'share') void views.change(view, { isShared: !isShared })
    if (key === 'remove') void views.remove(view)
  }
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => run(key) }}>
      <Button
        size="small"
        type="text"
        aria-label={t('views.acts', { name })}
        icon={<MoreOutlined />}
      />
    </Dropdown>
  )
}
