/**
 * What a merge and a split do to every table keyed by person: total, or the test beside it fails.
 * The guide (`docs/guide/identity.md`) tells operators the same by kinds of things.
 */
export interface PersonPolicy {
  merge: string
  split: string
}

const follows = (by: string): PersonPolicy => ({
  merge: 'rows become the survivor’s',
  split: `rows go with ${by}`,
})
const computed = (from: string): PersonPolicy => ({
  merge: `computed anew from ${from}`,
  split: `computed anew from ${from}, for both`,
})

export const PERSON_TABLES: Readonly<Record<string, PersonPolicy>> = {
  'identity.person': {
    merge: 'the absorbed names its survivor; the elder id stays',
    split: 'gets back the id it had',
  },
  'identity.identifier': {
    merge: 'all go to the survivor',
    split: 'as evidence without the link derives them',
  },
  'identity.redirect': {
    merge: 'waits for ClickHouse to follow',
    split: 'waits for ClickHouse to follow',
  },
  'identity.policy_todo': {
    merge: 'whoever is gone is found with whom she went into',
    split: 'both are derived again',
  },
  'collect.recent': follows('their identifier'),
  'profile.seen': follows('their identifier'),
  'profile.purchase': follows('their identifier'),
  'profile.attribute': follows('their identifier'),
  'profile.tag': follows('their identifier'),
  'profile.interest': follows('their identifier'),
  'profile.opt_out': follows('their identifier'),
  'profile.person': {
    merge: 'computed anew; the absorbed keeps no portrait',
    split: 'computed anew for both',
  },
  'profile.transition': {
    merge: 'stay with whom they were told of; the survivor’s next one is dated by the merge',
    split: 'each has her own',
  },
  'profile.stale': computed('the survivor’s marks'),
  'audience.membership': {
    merge: 'the older date is kept, every segment looks again',
    split:
      'every segment looks again; each is in since she was by herself, what left keeps the date',
  },
  'audience.passage': {
    merge: 'stay with whom they were told of',
    split: 'each has her own, and dates are restored from them',
  },
  'audience.mirror': computed('the memberships'),
  'audience.flip': computed('the condition'),
  'audience.known': {
    merge: 'the absorbed is forgotten',
    split: 'both are looked at by every segment',
  },
  'commerce.order': follows('the identifier they came with'),
  'content.link': {
    merge: 'stays as it was made, read as the person she is now',
    split: 'read as the person it was made for',
  },
  'loyalty.account': {
    merge: 'balances are added, by entries in the books',
    split: 'parted again by entry: each coupon goes back with its identifier',
  },
  'loyalty.coupon_grant': follows('the identifier it was given to'),
  'deliver.reach': follows('their address'),
  'deliver.budget_use': {
    merge: 'added up: one person never gets two people’s worth',
    split: 'room goes back with the letters that took it',
  },
  'deliver.letter': {
    merge: 'become the survivor’s, who remembers whose they were',
    split: 'those from before a merge go back; others stay',
  },
  'deliver.broadcast': {
    merge: 'a place in a list, nobody’s',
    split: 'a place in a list, nobody’s',
  },
  'journey.run': {
    merge:
      'of two active runs of a journey the one that came further stays, the other is set aside',
    split: 'goes with its identifier or whom it was begun for; what was set aside goes on',
  },
  'fission.invitation': follows('the identifier it was made for'),
  'fission.acceptance': {
    merge:
      'the earlier acceptance stays; her own invitation is refused; what was given stays given',
    split: 'goes with its identifier; a refused or dropped acceptance does not come back',
  },
  'fission.bought': follows('their identifier'),
}

/** ClickHouse. */
export const PERSON_TABLES_CH: Readonly<Record<string, PersonPolicy>> = {
  events: {
    merge: 'read through identity_redirect at once, rewritten by the squash later',
    split: 'read through identity_redirect at once, by the identifier the row keeps',
  },
  identity_redirect_rows: { merge: 'the newest version wins', split: 'the newest version wins' },
  people: computed('profile.person'),
  segment_members: computed('audience.membership'),
}
