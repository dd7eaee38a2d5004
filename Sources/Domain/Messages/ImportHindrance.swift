/// Why nothing of a document was taken.
package enum ImportHindrance: Hashable, Sendable {
  /// It could not be read: the findings that say why, of which the first few are told.
  case unread(file: String, [Finding])
  /// It is refused; false where it was to be imported, true where that was only asked.
  case refused(file: String, Refusal, isTrial: Bool)
}
