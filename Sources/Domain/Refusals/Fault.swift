/// Whose doing a refusal is: what a program needs to know of it.
package enum Fault: String, CaseIterable, Hashable, Sendable {
  /// What was given cannot be taken as it stands.
  case input
  /// What is named is not there.
  case unknown
  /// It could be taken, but not as things stand now.
  case conflict
  /// Nobody knows yet who asks.
  case unauthenticated
  /// Whoever asks may not.
  case forbidden
  /// Something the service needs is not there or not as it was.
  case unavailable

  /// How a command ends.
  package var exitCode: Int32 { self == .unavailable ? 3 : 1 }

  /// How a request is answered.
  package var httpStatus: Int {
    switch self {
    case .input: 422
    case .unknown: 404
    case .conflict: 409
    case .unauthenticated: 401
    case .forbidden: 403
    case .unavailable: 503
    }
  }
}

extension RefusalKind {
  /// Whose doing it is.
  package var fault: Fault {
    switch self {
    case .fileNotFound, .projectUnknown, .projectsNone, .categoryUnknown, .voucherUnknown, .eventUnknown, .eventMissing,
      .valueMissing, .submissionMissing,
      .indicatorUnknown, .indicatorNameUnknown, .rectificationUnknown, .departmentsNone, .departmentUnknown,
      .areaUnknown, .divisionsNone, .divisionUnknown, .divisionParentUnknown, .alertUnknown, .recipientUnknown,
      .recipientNone, .channelUnknown, .routeUnknown, .messageNotDead, .ruleSetUnknown, .parameterUnknown,
      .yearUnknown, .clockFile, .roleUnknown, .accountUnknown, .substituteOfNobody,
      .tokenUnknown, .sessionUnknown, .factorMissing, .signOnMissing,
      .subjectUnknown, .linkUnknown, .evidenceUnknown, .evidenceWithdrawn:
      .unknown
    case .fileChanged, .draftReplaced, .calendarDiffers, .projectInDivisions, .yearMissing, .projectVanished,
      .categoryAmbiguous,
      .voucherUsed, .newVoucherUsed, .voucherInYears, .voucherAmbiguous, .reversalOfReversal, .alreadyReversed,
      .indicatorAmbiguous, .indicatorVanished, .indicatorComputed, .reportedAlready, .periodNotOver, .formIncomplete,
      .periodNotOpen, .nothingToConfirm, .formUnchanged, .formQuestions, .costsDiffer,
      .formCellChanged, .formRowsChanged, .formMovedOn, .formLocked, .formSubmitted, .formAlreadySubmitted,
      .formNotSubmitted,
      .formNotApproved,
      .submittedByForms,
      .weightsOutdated, .letterNumberTaken, .rectificationClosed, .rectificationAnswered, .rectificationOpen,
      .departmentAmbiguous, .departmentVanished,
      .departmentSame, .departmentTaken, .divisionHasProjects, .departmentInUse, .removalAsked,
      .departmentWithoutDivision, .departmentDiffers, .projectOfAnotherDepartment, .divisionAmbiguous,
      .alertResolved, .keyDiffers, .yearArchived, .yearArchivedAlready, .yearKept, .yearTooYoung, .archiveMissing,
      .archiveChanged,
      .clockOther, .clockSimulated, .clockChanged, .daemonRunning, .roleOwns, .accountKindDiffers, .accountTaken,
      .roleNotGranted, .lastSecurityOfficer, .accountNotAuditor, .auditKeptForEver, .auditBroken, .signInWait,
      .signOnState, .factorNotBegun, .tokenTaken, .accountOutOfUse, .subjectTaken, .uploadsWaiting, .alertTaken,
      .linkOver,
      .linkUsed, .evidenceWithoutValue, .evidenceValueChanged, .evidenceFull:
      .conflict
    case .signInFailed, .sessionOver, .tokenOver, .keptSessionUnfit: .unauthenticated
    case .fileUnreadable, .fileNotWritten, .approverIsFiller, .signerUnknown, .signerNotEntitled, .yearNotOwner,
      .roleNotOwner, .actionForbidden, .accountUnlinked, .accountNotOneself, .ownRights, .signOnDenied, .signOnCode,
      .signOnToken, .signInUnfinished, .factorDemanded, .ownReset, .tokenOfAdministrator, .tokenOutOfReach,
      .signOnStranger, .linkNotEntitled:
      .forbidden
    case .fileBrokenOff, .fileNotFinished, .fileNotMade, .fontMissing, .encodingMissing, .snapshotUnreadable,
      .keyMissing, .keyMissingForChannels, .keyUnreadable, .keyExposed, .keyBroken, .keyUnwritable, .keyNotReplaced,
      .keyIdMissing, .keyOther, .secretUnreadable, .settingsUnreadable, .yearLocked,
      .notificationsPooled, .databaseOlder, .databaseNewer, .migrationChanged, .migrationLocked, .wordUnknown,
      .auditReadOnly, .signInBusy, .passwordHashUnreadable, .signInNoMemory, .factorSealed,
      .signOnUnreachable, .signOnUnfit:
      .unavailable
    default: .input
    }
  }
}
