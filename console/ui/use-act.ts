import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { refresh } from '../api/query-client.ts'
import { useShowError } from './use-show-error.ts'

interface ActOptions<Out> {
  /** What is read again afterwards. */
  refreshes: readonly Parameters<typeof refresh>[0][]
  /** Said when it is done. */
  done?: string
  onDone?: (out: Out) => void
  /** Shows a refusal elsewhere than in a notice. */
  onRefused?: (error: unknown) => void
}

/** One thing the operator does: shows that it is under way, done, or why not. */
export function useAct<In, Out>(act: (input: In) => Promise<Out>, options: ActOptions<Out>) {
  const { message } = App.useApp()
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: In) => act(input),
    onError: options.onRefused ?? showError,
    onSuccess: async (out) => {
      if (options.done) message.success(options.done)
      await Promise.all(options.refreshes.map(refresh))
      options.onDone?.(out)
    },
  })
}
