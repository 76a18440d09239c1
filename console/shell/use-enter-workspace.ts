import { useNavigate } from '@tanstack/react-router'
import { enterWorkspace, useWorkspace } from '../api/session.ts'
import { chooseWorkspace } from '../api/workspace.ts'
import { paths } from '../paths.ts'
import { useShowError } from '../ui/use-show-error.ts'

/** Goes to another workspace, and to its first page: a person's page has no twin there. */
export function useEnterWorkspace(): (id: string) => Promise<void> {
  const here = useWorkspace()
  const navigate = useNavigate()
  const showError = useShowError()
  return async (id) => {
    if (here === undefined || id === here.id) return
    try {
      await enterWorkspace(id)
    } catch (error) {
      // Swallowed because the reader is told; she stays where she is.
      chooseWorkspace(here.id)
      return showError(error)
    }
    await navigate({ to: paths.home() })
  }
}
