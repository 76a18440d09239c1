import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import { STAFF } from '../shop/brand.ts'

/** All three work in the root department. */
export const listStaff: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/user/simplelist',
  answer(_world, { query }) {
    if (query['department_id'] !== '1') throw new ApiError(60003, 'department not found')
    const userlist = STAFF.map(({ userId, name }) => ({ userid: userId, name, department: [1] }))
    return { userlist }
  },
}
