/// Whose form it is: a project's, or the department's as a whole (部门整体).
package enum FormOwner: Hashable, Sendable {
  /// A project's.
  case project(ProjectID)
  /// The department's own.
  case whole

  /// As the column holds it: a project's row, and nothing for the department as a whole.
  package init(project: ProjectID?) { self = project.map(FormOwner.project) ?? .whole }

  /// The project's row; nil for the department as a whole.
  package var project: ProjectID? {
    if case .project(let id) = self { id } else { nil }
  }
}
