import { SearchOutlined } from '@ant-design/icons'
import { Modal } from 'antd'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './CommandPalette.module.css'
import type { PaletteItem } from './palette-items.ts'
import { usePaletteResults } from './use-palette-results.ts'

export function CommandPalette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Modal
      open={isOpen}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={600}
      style={{ top: '12vh' }}
      styles={{ container: { padding: 0 } }}
      title={<span className="sr-only">{t('palette.title')}</span>}
      classNames={{ header: css.noHeader ?? '' }}
      destroyOnHidden
    >
      <Search isOpen={isOpen} onClose={onClose} />
    </Modal>
  )
}

function Search({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell')
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const sections = usePaletteResults(text, isOpen)
  const items = sections.flatMap((section) =>
    section.items.map((item) => ({ item, id: `palette-${section.key}-${item.key}` })),
  )
  const active = items[Math.min(at, items.length - 1)]

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active?.id])

  const run = (item: PaletteItem) => {
    if (item.refused !== undefined) return
    onClose()
    item.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method is composing: its Enter and arrows are its own.
    if (event.nativeEvent.isComposing) return
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move !== undefined && items.length > 0) {
      event.preventDefault()
      setAt((now) => (Math.min(now, items.length - 1) + move + items.length) % items.length)
    }
    if (event.key === 'Enter' && active) run(active.item)
  }

  return (
    <>
      <div className={css.field}>
        <SearchOutlined />
        <input
          autoFocus
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
          placeholder={t('palette.placeholder')}
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={active?.id}
          aria-label={t('palette.title')}
        />
      </div>
      <div
        ref={list}
        id="palette-list"
        role="listbox"
        aria-label={t('palette.title')}
        className={css.list}
      >
        {sections.map((section) => (
          <div key={section.key} role="group" aria-label={section.heading}>
            <div className={css.heading}>{section.heading}</div>
            {section.isSearching && <div className={css.quiet}>{t('palette.searching')}</div>}
            {section.hasFailed && <div className={css.quiet}>{t('palette.failed')}</div>}
            {section.items.map((item) => {
              const id = `palette-${section.key}-${item.key}`
              return (
                <div
                  key={id}
                  id={id}
                  role="option"
                  aria-selected={active?.id === id}
                  aria-disabled={item.refused !== undefined}
                  className={`${active?.id === id ? css.active : css.item} ${item.refused ? css.refused : ''}`}
                  onMouseMove={() => setAt(items.findIndex((one) => one.id === id))}
                  onClick={() => run(item)}
                >
                  <span className={css.label}>{item.label}</span>
                  <span className={css.hint}>{item.refused ?? item.hint}</span>
                </div>
              )
            })}
          </div>
        ))}
        {sections.length === 0 && (
          <div className={css.none}>
            <div>{t('palette.none', { text })}</div>
            <div className={css.hint}>{t('palette.noneHint')}</div>
          </div>
        )}
      </div>
      <div className={css.foot}>
        <span role="status" className="sr-only">
          {t('palette.results', { count: items.length })}
        </span>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t('palette.move')}
        </span>
        <span>
          <kbd>↵</kbd> {t('palette.open')}
        </span>
        <span>
          <kbd>Esc</kbd> {t('palette.close')}
        </span>
      </div>
    </>
  )
}
