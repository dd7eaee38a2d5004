/// An act for which somebody answers with a name: on a form, or on a notice of rectification (整改).
package enum SignedAct: Hashable, Sendable, CaseIterable {
  /// Of a form: 填写, 报送, 撤回, 退回, 审核, 建立更正版本.
  case fill, submit, withdraw, giveBack, approve, revise
  /// Of a form, whatever its state: 提出意见.
  case comment
  /// Of a notice: 发出, 反馈, 退回, 销号.
  case issueNotice, answerNotice, rejectNotice, closeNotice

  /// What may do it: 填报人 and 负责人 fill in and hand in, 负责人 approves, 财政绩效股 sends back and asks for rectification but
  /// writes no facts.
  package var roles: [Recipient.Role] {
    switch self {
    case .fill, .submit, .withdraw, .revise, .answerNotice: [.clerk, .head]
    case .approve: [.head]
    case .giveBack: [.head, .bureau]
    case .comment, .issueNotice, .rejectNotice, .closeNotice: [.bureau]
    }
  }

  /// What people call it.
  package var chinese: String {
    switch self {
    case .fill: "填写"
    case .submit: "报送"
    case .withdraw: "撤回"
    case .giveBack: "退回"
    case .approve: "审核"
    case .revise: "建立更正版本"
    case .comment: "提出意见"
    case .issueNotice: "发出整改通知"
    case .answerNotice: "反馈整改"
    case .rejectNotice: "退回整改反馈"
    case .closeNotice: "整改销号"
    }
  }
}

extension FormAction {
  /// What somebody answers for by it.
  package var signed: SignedAct {
    switch self {
    case .submit: .submit
    case .withdraw: .withdraw
    case .giveBack: .giveBack
    case .approve: .approve
    }
  }
}

extension Rectification.Action {
  /// What somebody answers for by it.
  package var signed: SignedAct {
    switch self {
    case .answer: .answerNotice
    case .reject: .rejectNotice
    case .close: .closeNotice
    }
  }
}
