import { useState } from 'preact/hooks'
import type { InviterPage } from '#modules/fission/model/page.ts'
import { carrierOf } from '../carrier.ts'
import { useReader } from '../ui/reader.ts'

type Copied = 'yes' | 'no' | undefined

/** Her link and code, with the way to share them where she is. No arrow, no mask, no red dot. */
export function ShareCard({ data }: { data: InviterPage }) {
  const { say } = useReader()
  const [copied, setCopied] = useState<Copied>()
  const { url, code, game, isPreview } = data
  const carrier = carrierOf(navigator.userAgent)
  const canShare = carrier === 'browser' && typeof navigator.share === 'function'
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      setCopied('yes')
    } catch {
      // Swallowed because some WebViews keep the clipboard to themselves; then her thumb does it.
      setCopied('no')
    }
  }
  return (
    <section class="card" aria-labelledby="link">
      <h2 id="link">{say('myLink')}</h2>
      {isPreview ? (
        <div class="qr" />
      ) : (
        <img class="qr" src={`/i/${code}/qr.png`} alt={say('qrAlt')} width="280" height="280" />
      )}
      <p class="muted">{say('qrHint')}</p>
      <p class="link">{url}</p>
      <div class="pair">
        <button class="button" type="button" disabled={isPreview} onClick={() => void copy()}>
          {say(copied === 'yes' ? 'copied' : 'copy')}
        </button>
        {canShare && (
          <button
            class="button second"
            type="button"
            disabled={isPreview}
            // Closing the sheet without sending is an answer, not a fault.
            onClick={() => void navigator.share({ title: game.name, url }).catch(() => {})}
          >
            {say('share')}
          </button>
        )}
      </div>
      {copied === 'no' && <p role="status">{say('copyByHand')}</p>}
      <p>{say(`hint_${carrier}`)}</p>
      <p class="muted">{say('hintCalm')}</p>
    </section>
  )
}
