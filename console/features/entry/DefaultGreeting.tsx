import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { useAct } from '../../ui/use-act.ts'
import { WelcomeForm } from './WelcomeForm.tsx'
import type { Welcome } from './WelcomeForm.tsx'

/** What newcomers receive whose code says nothing of its own. */
export function DefaultGreeting({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('entry')
  const greeting = useQuery(orpc.entry.getGreeting.queryOptions({ input: {} })).data
  const saving = useAct(
    ({ text = '', contentId, variants }: Welcome) =>
      api.entry.setGreeting({ text, contentId, variants }),
    { refreshes: ['entry'], done: t('code.saved'), onDone: onClose },
  )
  return (
    <WelcomeForm
      title={t('code.defaultGreeting')}
      isOpen={isOpen && greeting !== undefined}
      isBusy={saving.isPending}
      isRequired
      welcome={{
        ...{ text: greeting?.text ?? '', contentId: greeting?.contentId ?? undefined },
        variants: greeting?.variants ?? [],
      }}
      onSave={saving.mutate}
      onClose={onClose}
    />
  )
}
