import { ExportOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Form, Input, Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/language.ts'
import { recall, remember } from '../../ui/remember.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import css from './collect.module.css'
import type { Begun } from './NamingDrawer.tsx'
import { readPickMessage } from './picked.ts'

const KEY = 'siyu.pick.url'
const PHONE_PX = 390
/** A page that has not answered by then has no script of ours, or may not be shown here. */
const PATIENCE_MS = 6_000

interface PointDrawerProps {
  onPicked: (begun: Begun) => void
  onClose: () => void
}

/** An operator's own page, to be pointed at: in a frame, or in a window where it refuses to be framed. */
export function PointDrawer({ onPicked, onClose }: PointDrawerProps) {
  const { t } = useTranslation('naming')
  const language = useLanguage()
  const [nonce] = useState(() => crypto.getRandomValues(new Uint32Array(2)).join(''))
  const [url, setUrl] = useState<string>()
  const [device, setDevice] = useState<'phone' | 'desktop'>('phone')
  const [isReady, setReady] = useState(false)
  const [isLate, setLate] = useState(false)
  const frame = useRef<HTMLIFrameElement>(null)
  const popup = useRef<Window>(null)
  const name = `siyu-pick.${language}.${nonce}`

  useEffect(() => {
    const hear = ({ source, data }: MessageEvent) => {
      if (
        source === null ||
        ![frame.current?.contentWindow, popup.current].includes(source as Window)
      )
        return
      const message = readPickMessage(data, nonce)
      if (message) setReady(true)
      if (message?.kind === 'picked') onPicked(message.begun)
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [nonce, onPicked])

  useEffect(() => {
    setReady(false)
    setLate(false)
    if (url === undefined) return undefined
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [url])

  const open = ({ url: typed }: { url: string }) => {
    remember(KEY, typed)
    setUrl(typed)
  }
  const openWindow = () => {
    popup.current = window.open(url, name)
  }
  return (
    <Drawer open onClose={onClose} size="100%" title={t('point.title')}>
      <div className={css.point}>
        <Form layout="inline" initialValues={{ url: recall(KEY) ?? '' }} onFinish={open}>
          <Form.Item
            name="url"
            style={{ flex: '1 1 200px' }}
            rules={[{ required: true, type: 'url', message: t('point.urlWrong') }]}
          >
            <Input placeholder="https://" aria-label={t('point.url')} autoFocus inputMode="url" />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {t('point.open')}
          </Button>
        </Form>
        {url === undefined ? (
          <p className={css.muted}>{t('point.about')}</p>
        ) : (
          <>
            <div className={css.acts}>
              <Segmented
                value={device}
                onChange={setDevice}
                options={(['phone', 'desktop'] as const).map((value) => ({
                  value,
                  label: t(`point.${value}`),
                }))}
              />
              <Button icon={<ExportOutlined />} onClick={openWindow}>
                {t('point.window')}
              </Button>
              <StatusDot tone={isReady ? 'good' : 'busy'}>
                {t(isReady ? 'point.ready' : 'point.waiting')}
              </StatusDot>
            </div>
            {isLate && !isReady && <Alert type="warning" showIcon title={t('point.late')} />}
            <iframe
              key={url}
              ref={frame}
              name={name}
              src={url}
              title={t('point.preview')}
              sandbox="allow-scripts allow-same-origin allow-forms allow-popups"
              className={css.preview}
              style={{ maxWidth: device === 'phone' ? PHONE_PX : undefined }}
            />
          </>
        )}
      </div>
    </Drawer>
  )
}
