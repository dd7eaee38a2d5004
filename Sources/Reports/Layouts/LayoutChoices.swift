package import Domain

/// By which layouts a department's forms are printed, each from a day on.
package struct LayoutChoices: Sendable {
  private let choices: [(from: Day, layout: FormLayout)]

  /// The descriptions that were chosen, in the order they were.
  package init(_ chosen: [(from: Day, body: String)]) throws(Refusal) {
    var choices: [(from: Day, layout: FormLayout)] = []
    for (day, body) in chosen { choices.append((day, try FormLayout(json: Array(body.utf8)))) }
    self.choices = choices
  }

  /// The layout of a form: of one that is in, as it held on the day it was handed in; of another, as it holds on the day of the
  /// question, or at last where that names none. Nil for the national table.
  ///
  /// - Parameter isWhole: whether the form is the department's own.
  package func layout(of progress: FormProgress, on day: Day?, isWhole: Bool) -> FormLayout? {
    let day = progress.state.isIn ? progress.submitted?.day ?? day : day
    return choices.last { choice in choice.layout.isWhole == isWhole && day.map { choice.from <= $0 } ?? true }?.layout
  }

  /// The texts that forms take which are filled in on a day, by the layouts that hold then; at last for nil.
  package func texts(on day: Day?) -> LayoutTexts {
    func texts(_ isWhole: Bool) -> FormTexts {
      layout(of: FormProgress(), on: day, isWhole: isWhole)?.texts ?? FormTexts()
    }
    return LayoutTexts(project: texts(false), whole: texts(true))
  }
}
