import type { community as chinese } from '../zh-CN/community.ts'
import type { Shape } from '../shape.ts'

export const community: Shape<typeof chinese> = {
  staff: {
    step1: 'Enter the WeCom app in Settings → Connections',
    step2: 'Put the staff who serve customers into the app’s visible range',
    step3: 'Wait for the first reading, and see how many each guide serves',
    title: 'Guides',
    description:
      'How many customers each member of staff has and lost, and whether newcomers are greeted within 20 seconds.',
    search: 'Name or userid',
    name: 'Staff',
    state: 'State',
    active: 'Active',
    inactive: 'Left',
    contacts: 'Customers',
    lost: 'Lost',
    greeted: 'Greeted',
    missed: 'Missed',
    seconds: 'Time to greet',
    emptyTitle: 'No staff read yet',
    emptyText: 'Once WeCom is connected, staff and customers are read and kept up to date.',
    connect: 'Connect WeCom',
  },
  greetings: {
    title: 'Newcomers and greetings',
    definition:
      'Newcomers with a welcome code, by the day they came: greeted, or missed after 20 seconds. The last 30 days.',
    newcomers: 'Newcomers',
    sent: 'Greeted',
    missed: 'Missed',
  },
  sync: {
    title: 'Reading from WeCom',
    kind: { staff: 'Staff', contacts: 'Customers' },
    contacts:
      '{{listed}} customers listed; {{found}} friendships found that no callback told of, {{lost}} had ended.',
    finished: 'Last done {{time}}.',
    next: 'Next {{time}}.',
    start: 'Read now',
  },
  callbacks: {
    step1: 'Save the connection in Settings → Connections to get its address',
    step2: 'Enter address, token and key in WeCom or the official account',
    step3: 'Add a customer: a callback appears here',
    title: 'Callbacks',
    description:
      'Everything the platforms tell is stored first, then worked off. Failures are tried again; replaying does nothing twice.',
    kind: 'Event',
    kinds: {
      contact_added: 'Friend added',
      contact_edited: 'Remark changed',
      contact_removed: 'Friend removed',
      followed: 'Followed',
      unfollowed: 'Unfollowed',
      scanned: 'Scanned',
      menu_tapped: 'Menu tapped',
      wrote: 'Wrote',
      group_changed: 'Group changed',
    },
    state: 'State',
    states: { waiting: 'Waiting', done: 'Done', failed: 'Failed', ignored: 'Kept only' },
    platform: 'Platform',
    platforms: { wecom: 'WeCom', official_account: 'Official Account' },
    staff: 'Staff',
    error: 'Error',
    attempts: 'tried {{count}} times',
    receivedAt: 'Received',
    settledAt: 'Settled',
    act: 'Do',
    replay: 'Replay',
    replayed: 'Worked off again',
    emptyTitle: 'No callbacks yet',
    emptyText:
      'Copy the callback address under Settings → Connections into WeCom’s or the Official Account’s admin pages.',
  },
}
