import {
  ApartmentOutlined,
  CommentOutlined,
  CompassOutlined,
  DatabaseOutlined,
  FileTextOutlined,
  LineChartOutlined,
  QrcodeOutlined,
  SendOutlined,
  SettingOutlined,
  ShoppingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { GroupKey } from './nav.ts'

export const GROUP_ICONS: Readonly<Record<GroupKey, ReactNode>> = {
  overview: <CompassOutlined />,
  acquire: <QrcodeOutlined />,
  people: <TeamOutlined />,
  content: <FileTextOutlined />,
  reach: <SendOutlined />,
  spread: <ApartmentOutlined />,
  community: <CommentOutlined />,
  commerce: <ShoppingOutlined />,
  insight: <LineChartOutlined />,
  data: <DatabaseOutlined />,
  settings: <SettingOutlined />,
}
