package import Domain

extension DepartmentBudget {
  /// As a later document may have it: another indicator stands before those of a project, the last of which may be gone.
  package mutating func insertIndicator(into code: String, dropping count: Int = 0) {
    guard let place = projects.firstIndex(where: { $0.code.text == code }),
      let first = projects[place].indicators.first
    else { return }
    let added = Indicator(
      position: 1, level1: first.level1, level2: first.level2, level3: "新加的指标", description: "", target: first.target,
      basis: "")
    let moved = projects[place].indicators.dropLast(count).map {
      Indicator(
        position: $0.position + 1, level1: $0.level1, level2: $0.level2, level3: $0.level3,
        description: $0.description, target: $0.target, basis: $0.basis)
    }
    projects[place].indicators = [added] + moved
  }
}
