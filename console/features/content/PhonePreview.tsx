import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { PhoneFrame } from './PhoneFrame.tsx'

interface PhonePreviewProps {
  contentId: string
  /** As this person would receive it; else as a sample person. */
  personId?: string
}

/** A piece of content as the server would render it, on a phone. */
export function PhonePreview({ contentId, personId }: PhonePreviewProps) {
  const { t } = useTranslation('content')
  const preview = useQuery(
    orpc.content.previewItem.queryOptions({ input: { id: contentId, personId } }),
  )
  return (
    <figure>
      <Loaded query={preview}>{(message) => <PhoneFrame message={message} />}</Loaded>
      <figcaption className="sr-only">{t('preview')}</figcaption>
    </figure>
  )
}
