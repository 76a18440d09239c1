import { QRCode } from 'antd'

/** The code of one of our pages, big enough to scan from the screen; dark on white in every theme. */
export function PrintedCode({ url }: { url: string }) {
  return (
    <QRCode value={url} size={264} color="#18242B" bgColor="#FFFFFF" errorLevel="M" type="svg" />
  )
}
