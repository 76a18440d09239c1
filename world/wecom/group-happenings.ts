import { field } from '../callbacks.ts'
import { hexId } from '../random.ts'
import type { Person } from '../people/person.ts'
import { STAFF } from '../shop/brand.ts'
import type { World } from '../world.ts'
import { JOINED_BY_CODE } from './state.ts'
import type { Group } from './state.ts'
import { tell } from './tell.ts'

/** What happens in customer groups: members make them, people come by a code or by invitation, and go. */
export type Joined =
  | { kind: 'joined'; chatId: string }
  | { kind: 'already_in'; chatId: string }
  /** "This group is full", as the client says it; or the code knows no group with room. */
  | { kind: 'full' }
  | { kind: 'dead_code' }

const chatEvent = (world: World, chatId: string, change: string, rest = '') =>
  tell(
    world,
    field('Event', 'change_external_chat') +
      field('ChatId', chatId) +
      field('ChangeType', change) +
      rest,
  )

/** A member makes a group in her client. */
export async function makeGroup(
  world: World,
  owner: string,
  name: string,
  chatId = world.newId('wr'),
): Promise<Group> {
  const now = world.clock.nowMs()
  const group: Group = {
    ...{ chatId, name, owner, createdMs: now, version: world.newId(''), isDismissed: false },
    members: [{ userId: owner, type: 1, joinedMs: now, scene: 1, state: '' }],
  }
  world.state.wecom.groups[chatId] = group
  await chatEvent(world, chatId, 'create')
  return group
}

/** She scans a group code: the first of its groups that still takes scans lets her in. */
export async function scanJoinWay(world: World, person: Person, configId: string): Promise<Joined> {
  const way = world.state.wecom.joinWays[configId]
  if (!way) return { kind: 'dead_code' }
  const groups = way.chat_id_list.flatMap((chatId) => {
    const group = world.state.wecom.groups[chatId]
    return group && !group.isDismissed ? [group] : []
  })
  const own = groups.find((group) => isIn(group, person))
  if (own) return { kind: 'already_in', chatId: own.chatId }
  const free =
    groups.find((group) => group.members.length < world.settings.groupScanSize) ??
    (await anotherGroup(world, way, groups[0]))
  return free ? enter(world, free, person, way.state) : { kind: 'full' }
}

async function anotherGroup(
  world: World,
  way: World['state']['wecom']['joinWays'][string],
  like: Group | undefined,
): Promise<Group | undefined> {
  const full = way.chat_id_list.length >= 5
  if (way.auto_create_room !== 1 || full || !like) return undefined
  const name = `${way.room_base_name || like.name}${way.room_base_id}`
  const made = await makeGroup(world, like.owner, name)
  way.room_base_id += 1
  way.chat_id_list.push(made.chatId)
  return made
}

/** A member takes the code of a group from her client; it dies after seven days. */
export function takeGroupCode(world: World, chatId: string): { code: string; url: string } {
  const code = world.newId('')
  const untilMs = world.clock.nowMs() + world.settings.groupCodeLifeMs
  world.state.wecom.groupCodes[code] = { chatId, untilMs }
  return { code, url: `${world.baseUrl}/wecom/wwopen/groupQRCode?gcode=${code}` }
}

/** She scans the code that a member took from her client. */
export async function scanGroupCode(world: World, person: Person, code: string): Promise<Joined> {
  const known = world.state.wecom.groupCodes[code]
  const group = known && world.state.wecom.groups[known.chatId]
  if (!group || group.isDismissed || known.untilMs <= world.clock.nowMs())
    return { kind: 'dead_code' }
  if (isIn(group, person)) return { kind: 'already_in', chatId: group.chatId }
  if (group.members.length >= world.settings.groupScanSize) return { kind: 'full' }
  return enter(world, group, person, '')
}

/** A member invites her: that goes on after codes have stopped, up to the size of a group. */
export async function invite(world: World, person: Person, chatId: string): Promise<Joined> {
  const group = world.state.wecom.groups[chatId]
  if (!group || group.isDismissed) return { kind: 'dead_code' }
  if (isIn(group, person)) return { kind: 'already_in', chatId }
  if (group.members.length >= world.settings.groupSize) return { kind: 'full' }
  return enter(world, group, person, undefined)
}

/** She joins her member's group by its code; the group is made with its first guest. */
export async function joinGroup(world: World, person: Person): Promise<void> {
  const { staffId } = world.lifeOf(person.id)
  const staff = STAFF.find((candidate) => candidate.userId === staffId)
  if (!staff) return
  const chatId = `wr${hexId(world.state.seed, `group:${staff.userId}`, 24)}`
  const group =
    world.state.wecom.groups[chatId] ??
    (await makeGroup(world, staff.userId, `潮汐读书会 · ${staff.name}`, chatId))
  if (!isIn(group, person)) await enter(world, group, person, '')
}

/** She leaves, or the owner removes her. */
export async function leaveGroup(
  world: World,
  person: Person,
  chatId: string,
  by: 'herself' | 'owner' = 'herself',
): Promise<void> {
  const group = world.state.wecom.groups[chatId]
  if (!group || !isIn(group, person)) return
  group.members = group.members.filter(({ userId }) => userId !== person.externalUserId)
  await memberChange(world, group, person, {
    ...{ detail: 'del_member', joinScene: 0, quitScene: by === 'owner' ? 1 : 0 },
  })
}

/** The owner dismisses the group: one event, and nothing about who was in it. */
export async function dismissGroup(world: World, chatId: string): Promise<void> {
  const group = world.state.wecom.groups[chatId]
  if (!group || group.isDismissed) return
  group.isDismissed = true
  await chatEvent(world, chatId, 'dismiss')
}

export const groupsOf = (world: World, person: Person): Group[] =>
  Object.values(world.state.wecom.groups).filter(
    (group) => !group.isDismissed && isIn(group, person),
  )

const isIn = (group: Group, person: Person): boolean =>
  group.members.some(({ userId }) => userId === person.externalUserId)

/** `state`: of the code she scanned; `undefined` when she was invited. */
async function enter(
  world: World,
  group: Group,
  person: Person,
  state: string | undefined,
): Promise<Joined> {
  group.members.push({
    ...{ userId: person.externalUserId, type: 2, joinedMs: world.clock.nowMs() },
    ...{ scene: state === undefined ? 1 : JOINED_BY_CODE, state: state ?? '' },
  })
  const joinScene = state === undefined ? 0 : 3
  await memberChange(world, group, person, { detail: 'add_member', joinScene, quitScene: 0 })
  return { kind: 'joined', chatId: group.chatId }
}

async function memberChange(
  world: World,
  group: Group,
  person: Person,
  of: { detail: 'add_member' | 'del_member'; joinScene: 0 | 3; quitScene: 0 | 1 },
): Promise<void> {
  const last = group.version
  group.version = world.newId('')
  await chatEvent(
    world,
    group.chatId,
    'update',
    field('UpdateDetail', of.detail) +
      field('JoinScene', of.joinScene) +
      field('QuitScene', of.quitScene) +
      field('MemChangeCnt', 1) +
      `<MemChangeList><Item>${person.externalUserId}</Item></MemChangeList>` +
      field('LastMemVer', last) +
      field('CurMemVer', group.version),
  )
}
