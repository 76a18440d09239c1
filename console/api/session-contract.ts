import { oc } from '@orpc/contract'
import { z } from 'zod'

const Workspace = z.object({ id: z.string(), name: z.string(), timeZone: z.string() })

/** Who is at the keyboard, and what she may do. `may` holds words such as `people.read`; `*` is all. */
export const Session = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(['admin', 'operator', 'analyst', 'guide']),
  may: z.array(z.string()),
  workspaces: z.array(Workspace),
})

export type Session = z.infer<typeof Session>
export type Workspace = z.infer<typeof Workspace>

export const sessionContract = {
  current: oc
    .route({ method: 'GET', path: '/session', summary: 'Who is logged in' })
    .output(Session),
  logIn: oc
    .route({ method: 'POST', path: '/session', summary: 'Log in with email and password' })
    .input(z.object({ email: z.string(), password: z.string() }))
    .output(Session),
  logOut: oc
    .route({ method: 'DELETE', path: '/session', summary: 'Log out', successStatus: 204 })
    .output(z.void()),
}
