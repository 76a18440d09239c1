import {
  BranchesOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  FlagOutlined,
  GiftOutlined,
  HourglassOutlined,
  LoginOutlined,
  SendOutlined,
  SplitCellsOutlined,
  TagOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { NodeKind } from '#modules/journey/model/nodes.ts'

/** Total by type: a new kind of node does not compile without its picture. */
export const NODE_ICONS: Readonly<Record<NodeKind, ReactNode>> = {
  segment_entered: <LoginOutlined />,
  event: <ThunderboltOutlined />,
  wait: <ClockCircleOutlined />,
  wait_for: <HourglassOutlined />,
  branch: <BranchesOutlined />,
  split: <SplitCellsOutlined />,
  send: <SendOutlined />,
  grant_coupon: <GiftOutlined />,
  tag: <TagOutlined />,
  goal: <FlagOutlined />,
  exit: <CheckCircleOutlined />,
}
