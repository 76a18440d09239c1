import { App, Button, Upload } from 'antd'
import { useTranslation } from 'react-i18next'
import css from './groups.module.css'

interface PictureFieldProps {
  id?: string
  /** a data URL */
  value?: string
  onChange?: (picture: string) => void
}

const MOST_BYTES = 400_000

/** The picture of a group code, as it was saved from the client. */
export function PictureField({ id, value, onChange }: PictureFieldProps) {
  const { t } = useTranslation('groupCode')
  const { message } = App.useApp()
  return (
    <div id={id}>
      <Upload
        accept="image/png,image/jpeg"
        showUploadList={false}
        beforeUpload={(file) => {
          if (file.size > MOST_BYTES) message.error(t('pictureTooBig'))
          else void asDataUrl(file).then(onChange)
          return false
        }}
      >
        <Button>{t('choosePicture')}</Button>
      </Upload>
      {value && <img className={css.preview} src={value} alt={t('picture')} />}
    </div>
  )
}

const asDataUrl = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      if (typeof reader.result === 'string') resolve(reader.result)
    })
    reader.addEventListener('error', () => reject(new Error('unreadable file')))
    reader.readAsDataURL(file)
  })
