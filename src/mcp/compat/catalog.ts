import type { AnyTool } from '../tool.ts';
import { backfillExecutions } from './backfill/backfillExecutions.ts';
import { generateApp } from './ee/generateApp.ts';
import { generateTest } from './ee/generateTest.ts';
import { manageTests } from './ee/manageTests.ts';
import { getInstanceInfo } from './ee/getInstanceInfo.ts';
import { inviteUser } from './ee/inviteUser.ts';
import { manageAnnouncements } from './ee/manageAnnouncements.ts';
import { manageApps } from './ee/manageApps.ts';
import { manageGroup } from './ee/manageGroup.ts';
import { manageInvitations } from './ee/manageInvitations.ts';
import { searchApps } from './ee/searchApps.ts';
import { addExecutionLabels } from './execution/addExecutionLabels.ts';
import { executeFlow } from './execution/executeFlow.ts';
import { listExecutions } from './execution/listExecutions.ts';
import { manageExecutions } from './execution/manageExecutions.ts';
import { namespaceDirectoryAction } from './files/namespaceDirectoryAction.ts';
import { namespaceFileAction } from './files/namespaceFileAction.ts';
import { createFlowFromYaml } from './flow/createFlowFromYaml.ts';
import { findFlow } from './flow/findFlow.ts';
import { generateDashboard } from './flow/generateDashboard.ts';
import { generateFlow } from './flow/generateFlow.ts';
import { listFlowsWithTriggers } from './flow/listFlowsWithTriggers.ts';
import { manageFlow } from './flow/manageFlow.ts';
import { searchFlows } from './flow/searchFlows.ts';
import { manageKvStore } from './kv/manageKvStore.ts';
import { deleteExecutionLogs } from './logs/deleteExecutionLogs.ts';
import { deleteFlowLogs } from './logs/deleteFlowLogs.ts';
import { downloadExecutionLogs } from './logs/downloadExecutionLogs.ts';
import { followExecutionLogs } from './logs/followExecutionLogs.ts';
import { getExecutionLogs } from './logs/getExecutionLogs.ts';
import { searchLogs } from './logs/searchLogs.ts';
import { listFlowsInNamespace } from './namespace/listFlowsInNamespace.ts';
import { listNamespaceDependencies } from './namespace/listNamespaceDependencies.ts';
import { listNamespaces } from './namespace/listNamespaces.ts';
import { replayExecution } from './replay/replayExecution.ts';
import { changeTaskrunState } from './restart/changeTaskrunState.ts';
import { restartExecution } from './restart/restartExecution.ts';
import { forceRunExecution } from './resume/forceRunExecution.ts';
import { resumeExecution } from './resume/resumeExecution.ts';

/** The tools of the official server under its names, with its arguments and results. */
export const COMPAT_CATALOG: readonly AnyTool[] = [
  // backfill
  backfillExecutions,
  // ee
  generateApp,
  generateTest,
  getInstanceInfo,
  inviteUser,
  manageAnnouncements,
  manageApps,
  manageGroup,
  manageInvitations,
  manageTests,
  searchApps,
  // execution
  addExecutionLabels,
  executeFlow,
  listExecutions,
  manageExecutions,
  // files
  namespaceDirectoryAction,
  namespaceFileAction,
  // flow
  createFlowFromYaml,
  findFlow,
  generateDashboard,
  generateFlow,
  listFlowsWithTriggers,
  manageFlow,
  searchFlows,
  // kv
  manageKvStore,
  // logs
  deleteExecutionLogs,
  deleteFlowLogs,
  downloadExecutionLogs,
  followExecutionLogs,
  getExecutionLogs,
  searchLogs,
  // namespace
  listFlowsInNamespace,
  listNamespaceDependencies,
  listNamespaces,
  // replay
  replayExecution,
  // restart
  changeTaskrunState,
  restartExecution,
  // resume
  forceRunExecution,
  resumeExecution,
];
