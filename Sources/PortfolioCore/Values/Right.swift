/// What kind of right an entry of the portfolio is.
public enum RightKind: String, CaseIterable, Sendable, Codable {
  /// Invention patent or application (发明).
  case invention
  /// Utility model (实用新型).
  case utilityModel = "utility-model"
  /// Design (外观设计); also a US design patent.
  case design
  /// Plant patent or plant variety right.
  case plant
  /// Trademark (商标).
  case trademark
  /// Technical secret (技术秘密).
  case technicalSecret = "technical-secret"
  /// Software copyright (软件著作权).
  case softwareCopyright = "software-copyright"
  /// Layout design of integrated circuits (集成电路布图设计).
  case layoutDesign = "layout-design"

  /// True for inventions, utility models, designs and plant patents.
  public var isPatent: Bool {
    switch self {
    case .invention, .utilityModel, .design, .plant: return true
    case .trademark, .technicalSecret, .softwareCopyright, .layoutDesign: return false
    }
  }
}

/// Whether a right is applied for or granted (registered).
public enum RightStage: String, CaseIterable, Sendable, Codable {
  /// Applied for, not granted.
  case application
  /// Granted or registered.
  case granted
}

/// The legal state of a right in one vocabulary for every source.
public enum LegalStatus: String, CaseIterable, Sendable, Codable {
  /// The application is being examined (审中).
  case pending
  /// Allowed, the registration fee is awaited (等年登印费).
  case awaitingRegistration = "awaiting-registration"
  /// Refused at first instance, still open to appeal (驳回等复审请求).
  case refusedAppealable = "refused-appealable"
  /// Granted and in force (专利权维持).
  case inForce = "in-force"
  /// Granted, the annuity is late, the grace period runs (等年费滞纳金).
  case annuityLate = "annuity-late"
  /// Lapsed, but restoration is still possible (未缴年费专利权终止，等恢复).
  case lapsedRestorable = "lapsed-restorable"
  /// Lapsed for an unpaid annuity (未缴年费终止失效).
  case lapsed
  /// The full term has ended (届满终止).
  case expired
  /// Refused for good (驳回失效).
  case refused
  /// Withdrawn or deemed withdrawn (撤回, 视撤).
  case withdrawn
  /// Given up by the owner, or to avoid double patenting (放弃).
  case abandoned
  /// Declared invalid in full (无效宣告).
  case invalidated
  /// Dead, and the source does not say why (失效).
  case dead

  /// What the state means for the right's life.
  public var life: LegalLife {
    switch self {
    case .pending, .awaitingRegistration, .refusedAppealable, .inForce, .annuityLate: return .alive
    case .lapsedRestorable: return .restorable
    case .lapsed, .expired, .refused, .withdrawn, .abandoned, .invalidated, .dead: return .ended
    }
  }

  /// Whether a right in this state has been granted, where the state says so.
  public var stage: RightStage? {
    switch self {
    case .pending, .awaitingRegistration, .refusedAppealable, .refused, .withdrawn: return .application
    case .inForce, .annuityLate, .lapsedRestorable, .lapsed, .expired, .invalidated: return .granted
    case .abandoned, .dead: return nil
    }
  }
}

/// Whether a right lives.
public enum LegalLife: String, CaseIterable, Sendable, Codable {
  /// Pending or in force.
  case alive
  /// Ended, can still be restored.
  case restorable
  /// Ended.
  case ended
}
