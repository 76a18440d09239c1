import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { queryClient } from '../../api/query-client.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { useConsequences } from './use-consequences.ts'

interface ForbidProps {
  a: string
  b: string
  /** exactly two identifiers are chosen */
  isPair: boolean
  names: readonly string[]
}

/** Two identifiers that are never to be one person again. */
export function Forbid({ a, b, isPair, names }: ForbidProps) {
  const { t } = useTranslation('identity')
  const { message } = App.useApp()
  const notAllowed = useNotAllowed('identity:write')
  const showError = useShowError()
  const [isOpen, setOpen] = useState(false)
  const moves = useConsequences(isOpen ? { kind: 'forbid', a, b } : undefined)
  const forbid = useMutation({
    mutationFn: () => api.identity.forbid({ a, b, why: '' }),
    onError: showError,
    onSuccess: async () => {
      void message.success(t('hand.forbidDone'))
      await queryClient.invalidateQueries()
    },
  })
  return (
    <>
      <ActionButton
        size="small"
        danger
        disabledReason={notAllowed ?? (isPair ? undefined : t('hand.forbidPick'))}
        onClick={() => setOpen(true)}
      >
        {t('hand.forbid')}
      </ActionButton>
      <ConfirmDanger
        isOpen={isOpen}
        title={t('hand.forbidTitle')}
        consequences={[names.join(' ↮ '), ...moves]}
        name={t('hand.forbid')}
        verb={t('hand.forbid')}
        onConfirm={() => forbid.mutateAsync()}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
