/// Why a message is where it is: what came of it, or why it was not sent.
package enum DeliveryNote: Hashable, Sendable {
  // What the service does of itself.
  /// Kept in the database, where it is read.
  case keptInInbox
  /// Not sent: a later message says how things are now.
  case overtaken
  /// Not sent: what it speaks of was resolved.
  case resolvedBefore
  /// Not sent: taken up and then held back too long.
  case heldBack
  /// Not sent: written in a time that the clock has not reached after it was reset.
  case clockReset
  /// Whether it was sent is not known: the attempt did not end in time.
  case endless
  /// Whether it was sent is not known: so many attempts, the last of which left no result; and what came of those before.
  case brokenOff(attempts: Int, before: String?)
  /// Tried so many times, with what came of the last.
  case exhausted(attempts: Int, last: String)
  // What keeps it from going out.
  /// An address that is no mail address.
  case addressNotMail(String)
  /// An address in a private network, which the channel may not reach.
  case addressInside(String)
  /// What else keeps this process from sending, in words of its own.
  case hindered(String)
  // What the other side did, with its own words.
  /// No answer: what the transfer says.
  case notDelivered(String)
  /// The mail server refused it.
  case mailRefused(String)
  /// It wants another address; an HTTP status.
  case redirected(Int)
  /// It cannot take it now; an HTTP status.
  case busy(Int)
  /// It refused it; an HTTP status.
  case refused(Int, String)
  /// An answer that is none.
  case answerUnreadable(String)
  /// An error code inside an answer.
  case errorCode(Int, String)
}
