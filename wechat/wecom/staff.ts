import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call } from '../session.ts'
import type { Session } from '../session.ts'

const Staff = z.object({
  userlist: z.array(
    z.object({ userid: z.string(), name: z.string(), department: z.array(z.number()).default([]) }),
  ),
})

/** Members directly in a department; 1 is the root. */
export const listStaff = (
  session: Session,
  departmentId: number,
): Promise<Outcome<z.infer<typeof Staff>>> =>
  call(
    session,
    {
      method: 'GET',
      path: '/cgi-bin/user/simplelist',
      query: { department_id: String(departmentId) },
    },
    Staff,
  )
