import { defaultParseSearch, useNavigate } from '@tanstack/react-router'

/** Goes to an address that may carry filters; the router's own takes path and search apart. */
export function useGo(): (to: string) => void {
  const navigate = useNavigate()
  return (to) => {
    const [path = '/', query = ''] = to.split('?')
    void navigate({ to: path, search: defaultParseSearch(query) })
  }
}
