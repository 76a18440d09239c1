import { useEffect, useRef, useState } from 'preact/hooks'
import { unreachable } from '#kernel/assert.ts'
import type { Locale } from '#kernel/locale.ts'
import { sayIn } from './i18n/words.ts'
import { ask, isDrawn } from './page-data.ts'
import type { Drawn, PageData } from './page-data.ts'
import { ActingContext } from './ui/acting.ts'
import { ReaderContext } from './ui/reader.ts'
import { Skeleton } from './ui/Skeleton.tsx'
import { FriendView } from './views/FriendView.tsx'
import { GameView } from './views/GameView.tsx'
import { InvitationsView } from './views/InvitationsView.tsx'
import { InviterView } from './views/InviterView.tsx'
import { PrivacyView } from './views/PrivacyView.tsx'
import { WalletView } from './views/WalletView.tsx'

/** The addresses between which the page changes without being loaded anew. */
const OWN = /^\/(me(\/(invitations|privacy))?|i\/[a-z0-9]+)$/

export function App({ first, language }: { first: Drawn; language: Locale }) {
  const [data, setData] = useState<Drawn | undefined>(first)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const say = sayIn(language)

  /** A dead end (her pass ran out, the code is gone) is drawn by the server, so it is fetched whole. */
  const show = (next: PageData) => (isDrawn(next) ? setData(next) : location.reload())

  const run = async (work: () => Promise<PageData>): Promise<PageData | undefined> => {
    setBusy(true)
    setFailed(false)
    try {
      const next = await work()
      show(next)
      return next
    } catch {
      // Swallowed because the page says so, and keeps what it shows.
      setFailed(true)
      return undefined
    } finally {
      setBusy(false)
    }
  }

  const refresh = () => run(() => ask(location.pathname))
  const go = async (path: string) => {
    setData(undefined)
    scrollTo(0, 0)
    if (!(await run(() => ask(path)))) location.reload()
  }
  useNavigation(go)
  useNews(first, (next) => show(next))

  return (
    <ReaderContext.Provider value={{ language, say }}>
      <ActingContext.Provider value={{ busy, act: (path, send) => run(() => ask(path, send)) }}>
        {data ? <View data={data} /> : <Skeleton />}
        {failed && (
          <div class="failed" role="alert">
            <span>{say('failed')}</span>
            <button class="quiet" type="button" onClick={() => void refresh()}>
              {say('retry')}
            </button>
          </div>
        )}
      </ActingContext.Provider>
    </ReaderContext.Provider>
  )
}

/** Listeners stay; what they call is always of the last drawing. */
function useLatest<T>(value: T): { current: T } {
  const latestRef = useRef(value)
  latestRef.current = value
  return latestRef
}

/** Links between own pages load their data only; back and forward too. */
function useNavigation(go: (path: string) => Promise<void>): void {
  const latest = useLatest(go)
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest('a')
      if (!link || event.metaKey || event.ctrlKey || link.origin !== location.origin) return
      if (!OWN.test(link.pathname) || link.pathname === location.pathname) return
      event.preventDefault()
      history.pushState(null, '', link.pathname)
      void latest.current(link.pathname)
    }
    const onBack = () => void latest.current(location.pathname)
    document.addEventListener('click', onClick)
    addEventListener('popstate', onBack)
    return () => {
      document.removeEventListener('click', onClick)
      removeEventListener('popstate', onBack)
    }
  }, [latest])
}

/** Whoever comes back to the page sees how things stand now. */
function useNews(first: Drawn, show: (next: PageData) => void): void {
  const isPreview = 'isPreview' in first && first.isPreview
  const latest = useLatest(show)
  useEffect(() => {
    if (isPreview) return
    const look = async () => {
      if (document.visibilityState !== 'visible') return
      try {
        const next = await ask(location.pathname)
        latest.current(next)
      } catch {
        // Swallowed because nobody asked: what is shown stays, and a press says what is wrong.
      }
    }
    const onVisible = () => void look()
    document.addEventListener('visibilitychange', onVisible)
    return () => document.removeEventListener('visibilitychange', onVisible)
  }, [isPreview, latest])
}

function View({ data }: { data: Drawn }) {
  switch (data.page) {
    case 'friend':
      return <FriendView data={data} />
    case 'inviter':
      return <InviterView data={data} />
    case 'game':
      return <GameView data={data} />
    case 'invitations':
      return <InvitationsView data={data} />
    case 'wallet':
      return <WalletView data={data} />
    case 'privacy':
      return <PrivacyView data={data} />
    default:
      return unreachable(data)
  }
}
