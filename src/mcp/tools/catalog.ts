import type { AnyTool } from '../tool.ts';
import { generateDashboard } from './ai/generateDashboard.ts';
import { generateFlow } from './ai/generateFlow.ts';
import { backfillExecutions } from './backfill/backfillExecutions.ts';
import { changeBackfill } from './backfill/changeBackfill.ts';
import { getBlueprint } from './blueprint/getBlueprint.ts';
import { searchBlueprints } from './blueprint/searchBlueprints.ts';
import { abortExecution } from './ci/abortExecution.ts';
import { rerunExecution } from './ci/rerunExecution.ts';
import { connectionStatus } from './connection/connectionStatus.ts';
import { evaluateExpression } from './debug/evaluateExpression.ts';
import { deleteTest } from './ee/deleteTest.ts';
import { getTest } from './ee/getTest.ts';
import { getTestResult } from './ee/getTestResult.ts';
import { listTestResults } from './ee/listTestResults.ts';
import { listTests } from './ee/listTests.ts';
import { deleteKillSwitch } from './ee/deleteKillSwitch.ts';
import { generateApp } from './ee/generateApp.ts';
import { generateTest } from './ee/generateTest.ts';
import { getAuditDiff } from './ee/getAuditDiff.ts';
import { listAuditHistory } from './ee/listAuditHistory.ts';
import { listKillSwitches } from './ee/listKillSwitches.ts';
import { searchAuditLog } from './ee/searchAuditLog.ts';
import { setKillSwitch } from './ee/setKillSwitch.ts';
import { runTests } from './ee/runTests.ts';
import { saveTest } from './ee/saveTest.ts';
import { validateTest } from './ee/validateTest.ts';
import { assignRole } from './ee/assignRole.ts';
import { changeGroupMembers } from './ee/changeGroupMembers.ts';
import { createApiToken } from './ee/createApiToken.ts';
import { createApp } from './ee/createApp.ts';
import { deleteAccess } from './ee/deleteAccess.ts';
import { deleteAnnouncement } from './ee/deleteAnnouncement.ts';
import { deleteApp } from './ee/deleteApp.ts';
import { getAccess } from './ee/getAccess.ts';
import { getApp } from './ee/getApp.ts';
import { getLicence } from './ee/getLicence.ts';
import { inviteUser } from './ee/inviteUser.ts';
import { listAccess } from './ee/listAccess.ts';
import { listAnnouncements } from './ee/listAnnouncements.ts';
import { listApps } from './ee/listApps.ts';
import { saveAnnouncement } from './ee/saveAnnouncement.ts';
import { saveGroup } from './ee/saveGroup.ts';
import { saveRole } from './ee/saveRole.ts';
import { saveServiceAccount } from './ee/saveServiceAccount.ts';
import { searchApps } from './ee/searchApps.ts';
import { setAppDisabled } from './ee/setAppDisabled.ts';
import { updateApp } from './ee/updateApp.ts';
import { changeExecutionStatus } from './execution/changeExecutionStatus.ts';
import { compareExecutions } from './execution/compareExecutions.ts';
import { deleteExecution } from './execution/deleteExecution.ts';
import { executeFlow } from './execution/executeFlow.ts';
import { explainFailure } from './execution/explainFailure.ts';
import { getExecution } from './execution/getExecution.ts';
import { getExecutionMetrics } from './execution/getExecutionMetrics.ts';
import { getExecutionOutputs } from './execution/getExecutionOutputs.ts';
import { getHealth } from './execution/getHealth.ts';
import { killExecution } from './execution/killExecution.ts';
import { listExecutions } from './execution/listExecutions.ts';
import { pauseExecution } from './execution/pauseExecution.ts';
import { setExecutionLabels } from './execution/setExecutionLabels.ts';
import { unqueueExecution } from './execution/unqueueExecution.ts';
import { deleteNamespaceFile } from './files/deleteNamespaceFile.ts';
import { listNamespaceFileRevisions } from './files/listNamespaceFileRevisions.ts';
import { listNamespaceFiles } from './files/listNamespaceFiles.ts';
import { moveNamespaceFile } from './files/moveNamespaceFile.ts';
import { readNamespaceFile } from './files/readNamespaceFile.ts';
import { searchNamespaceFiles } from './files/searchNamespaceFiles.ts';
import { writeNamespaceFile } from './files/writeNamespaceFile.ts';
import { deleteFlow } from './flow/deleteFlow.ts';
import { getDependencies } from './flow/getDependencies.ts';
import { getFlow } from './flow/getFlow.ts';
import { getFlowGraph } from './flow/getFlowGraph.ts';
import { listFlowRevisions } from './flow/listFlowRevisions.ts';
import { listFlowsWithTriggers } from './flow/listFlowsWithTriggers.ts';
import { saveFlow } from './flow/saveFlow.ts';
import { searchFlows } from './flow/searchFlows.ts';
import { setFlowDisabled } from './flow/setFlowDisabled.ts';
import { validateFlow } from './flow/validateFlow.ts';
import { deleteKv } from './kv/deleteKv.ts';
import { getKv } from './kv/getKv.ts';
import { listKv } from './kv/listKv.ts';
import { setKv } from './kv/setKv.ts';
import { deleteExecutionLogs } from './logs/deleteExecutionLogs.ts';
import { deleteFlowLogs } from './logs/deleteFlowLogs.ts';
import { downloadExecutionLogs } from './logs/downloadExecutionLogs.ts';
import { followExecutionLogs } from './logs/followExecutionLogs.ts';
import { getExecutionLogs } from './logs/getExecutionLogs.ts';
import { searchLogs } from './logs/searchLogs.ts';
import { listNamespaces } from './namespace/listNamespaces.ts';
import { listNamespaceSecrets } from './namespace/listNamespaceSecrets.ts';
import { getPlugin } from './plugin/getPlugin.ts';
import { searchPlugins } from './plugin/searchPlugins.ts';
import { replayExecution } from './replay/replayExecution.ts';
import { changeTaskrunState } from './restart/changeTaskrunState.ts';
import { restartExecution } from './restart/restartExecution.ts';
import { forceRunExecution } from './resume/forceRunExecution.ts';
import { resumeExecution } from './resume/resumeExecution.ts';
import { resumeFromBreakpoint } from './resume/resumeFromBreakpoint.ts';
import { changeTrigger } from './trigger/changeTrigger.ts';
import { listTriggers } from './trigger/listTriggers.ts';

/** Every tool, in the order in which clients see them. */
export const CATALOG: readonly AnyTool[] = [
  listNamespaces,
  searchFlows,
  getFlow,
  getFlowGraph,
  getDependencies,
  validateFlow,
  saveFlow,
  listFlowRevisions,
  listFlowsWithTriggers,
  setFlowDisabled,
  deleteFlow,
  getHealth,
  listExecutions,
  getExecution,
  getExecutionOutputs,
  explainFailure,
  getExecutionLogs,
  searchLogs,
  followExecutionLogs,
  downloadExecutionLogs,
  deleteExecutionLogs,
  deleteFlowLogs,
  listTriggers,
  changeTrigger,
  backfillExecutions,
  changeBackfill,
  executeFlow,
  resumeExecution,
  forceRunExecution,
  restartExecution,
  replayExecution,
  killExecution,
  searchPlugins,
  getPlugin,
  pauseExecution,
  resumeFromBreakpoint,
  unqueueExecution,
  changeTaskrunState,
  changeExecutionStatus,
  setExecutionLabels,
  compareExecutions,
  getExecutionMetrics,
  deleteExecution,
  evaluateExpression,
  rerunExecution,
  abortExecution,
  listKv,
  getKv,
  setKv,
  deleteKv,
  listNamespaceFiles,
  searchNamespaceFiles,
  readNamespaceFile,
  writeNamespaceFile,
  moveNamespaceFile,
  deleteNamespaceFile,
  listNamespaceFileRevisions,
  listNamespaceSecrets,
  searchBlueprints,
  getBlueprint,
  generateFlow,
  generateDashboard,
  listTests,
  getTest,
  validateTest,
  saveTest,
  runTests,
  listTestResults,
  getTestResult,
  deleteTest,
  generateTest,
  generateApp,
  searchAuditLog,
  listAuditHistory,
  getAuditDiff,
  listKillSwitches,
  setKillSwitch,
  deleteKillSwitch,
  searchApps,
  listApps,
  getApp,
  createApp,
  updateApp,
  setAppDisabled,
  deleteApp,
  listAnnouncements,
  saveAnnouncement,
  deleteAnnouncement,
  listAccess,
  getAccess,
  inviteUser,
  saveGroup,
  changeGroupMembers,
  saveRole,
  assignRole,
  saveServiceAccount,
  createApiToken,
  deleteAccess,
  getLicence,
  connectionStatus,
];
