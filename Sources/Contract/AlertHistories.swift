package import Domain

/// What happened to alerts, step by step.
package struct AlertHistoriesAnswer: Sendable {
  /// The steps of each, in order; an alert out of reach has none.
  package var steps: [AlertID: [AlertStep]]

  /// Some histories.
  package init(_ steps: [AlertID: [AlertStep]]) { self.steps = steps }
}
