import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../api/client.ts'
import { refresh } from '../api/query-client.ts'
import { useShowError } from '../ui/use-show-error.ts'
import type { TableControl } from './use-table-state.ts'
import { isBare, isSameView, NO_VIEW, VIEW, viewStateOf, withView } from './view-state.ts'
import type { ViewState } from './view-state.ts'

export type SavedView = Awaited<ReturnType<typeof api.governance.listViews>>['items'][number]

export interface Views {
  all: readonly SavedView[]
  /** The view the address names. */
  chosen: SavedView | undefined
  /** The list is shown otherwise than the chosen view says. */
  isChanged: boolean
  /** What would be saved now. */
  now: ViewState
  choose: (view: SavedView | undefined) => void
  save: (input: { name: string; isShared: boolean }) => Promise<boolean>
  change: (view: SavedView, change: Change) => Promise<boolean>
  remove: (view: SavedView) => Promise<boolean>
  setDefault: (view: SavedView | undefined) => Promise<boolean>
}

type Change = Partial<Pick<SavedView, 'name' | 'isShared'>> & { state?: ViewState }

const mutable = ({ search, columns }: ViewState) => ({
  search: Object.fromEntries(Object.entries(search).map(([name, value]) => [name, [...value]])),
  columns: columns && [...columns],
})

/** The saved views of a list: hers and the team's. Every change of one can be undone. */
export function useViews(list: string, control: TableControl): Views {
  const { t } = useTranslation('kit')
  const { message } = App.useApp()
  const showError = useShowError()
  const { search, spec, go } = control
  const { data } = useQuery(orpc.governance.listViews.queryOptions({ input: { list } }))
  const all = data?.items ?? []
  const chosen = all.find(({ id }) => id === search[VIEW])
  const now = viewStateOf(search, spec)

  const choose = (view: SavedView | undefined) =>
    go((address) =>
      view
        ? withView(address, spec, { id: view.id, state: view })
        : withView(address, spec, { id: NO_VIEW, state: { search: {}, columns: null } }),
    )
  useOpening({ all, isBare: isBare(search, spec), choose, isRead: data !== undefined })

  const act = async (
    work: () => Promise<unknown>,
    done?: string,
    undo?: () => Promise<unknown>,
  ) => {
    try {
      await work()
      await refresh('governance')
    } catch (error) {
      // Swallowed because the reader is told why.
      showError(error)
      return false
    }
    const key = `views.${list}`
    const revert = () => {
      message.destroy(key)
      void act(() => undo?.() ?? Promise.resolve(), t('views.undone'))
    }
    const content = (
      <>
        {done}
        {undo && (
          <Button type="link" size="small" onClick={revert}>
            {t('views.undo')}
          </Button>
        )}
      </>
    )
    if (done) message.open({ key, type: 'success', duration: 8, content })
    return true
  }
  return {
    all,
    chosen,
    isChanged: chosen !== undefined && !isSameView(now, chosen),
    now,
    choose,
    save: ({ name, isShared }) =>
      act(
        async () => {
          const made = await api.governance.saveView({ list, name, isShared, ...mutable(now) })
          go((address) => ({ ...address, [VIEW]: made.id }))
        },
        t('views.saved', { name }),
      ),
    change: (view, { state, ...rest }) => {
      const { id, name, isShared } = view
      return act(
        () => api.governance.changeView({ id, ...rest, ...(state && mutable(state)) }),
        t('views.changed', { name: rest.name ?? name }),
        () => api.governance.changeView({ id, name, isShared, ...mutable(view) }),
      )
    },
    remove: (view) =>
      act(
        async () => {
          await api.governance.removeView({ id: view.id })
          if (view.id === chosen?.id) go((address) => ({ ...address, [VIEW]: undefined }))
        },
        t('views.removed', { name: view.name }),
        () => api.governance.restoreView({ id: view.id }),
      ),
    setDefault: (view) =>
      act(
        () => api.governance.setDefaultView({ list, viewId: view?.id ?? null }),
        view ? t('views.isDefaultNow', { name: view.name }) : t('views.noDefaultNow'),
      ),
  }
}

interface Opening {
  all: readonly SavedView[]
  isBare: boolean
  isRead: boolean
  choose: (view: SavedView) => void
}

/** A list that is opened without a wish of its own opens with the reader's default view, once. */
function useOpening({ all, isBare: isOpenedBare, isRead, choose }: Opening): void {
  const isSettled = useRef(false)
  const open = useEffectEvent(() => {
    const first = all.find(({ isDefault }) => isDefault)
    if (!isSettled.current && isOpenedBare && first) choose(first)
    isSettled.current = true
  })
  useEffect(() => {
    if (isRead) open()
  }, [isRead])
}
