import { useQuery } from '@tanstack/react-query'
import { orpc } from '../../api/client.ts'

const SHOWN = 200

/** How a member of staff is called; her userid until that is known. */
export function useStaffNames(): (userid: string) => string {
  const staff = useQuery({
    ...orpc.community.listStaff.queryOptions({ input: { order: 'name', limit: SHOWN } }),
    staleTime: 5 * 60_000,
  })
  const names = new Map(staff.data?.items.map(({ staffUserid, name }) => [staffUserid, name]))
  return (userid) => names.get(userid) || userid
}
