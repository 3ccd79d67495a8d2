internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore

/// Finds the legal state of each right on the as-of day from what the data show.
///
/// In order: the state last observed by the day; legal events and the recorded end after that observation;
/// the end of the statutory term. A right that was granted and of which nothing more is known has no known
/// state: a grant says nothing about annuities paid since.
struct LegalStateRule {
  let snapshot: PortfolioSnapshot
  let events: LegalEventVocabulary?
  private var lastEffect: [LegalStatus?]
  private var lastEffectDay: [Int32]

  init(snapshot: PortfolioSnapshot, events: LegalEventVocabulary?) {
    self.snapshot = snapshot
    self.events = events
    lastEffect = Array(repeating: nil, count: snapshot.count)
    lastEffectDay = Array(repeating: PortfolioSnapshot.none, count: snapshot.count)
    guard let events else { return }
    for index in snapshot.eventRows.indices {
      let row = Int(snapshot.eventRows[index])
      guard let code = snapshot.eventCodes[index],
        let effect = events.effect(office: snapshot.office[row] ?? "", code: code)
      else { continue }
      switch effect {
      case .lapse: lastEffect[row] = .lapsed
      case .cessation: lastEffect[row] = .dead
      case .expiry: lastEffect[row] = .expired
      case .abandonment: lastEffect[row] = .abandoned
      case .invalidation: lastEffect[row] = .invalidated
      case .withdrawal: lastEffect[row] = .withdrawn
      case .refusal: lastEffect[row] = .refused
      case .reinstatement: lastEffect[row] = nil
      default: continue
      }
      lastEffectDay[row] = snapshot.eventDays[index]
    }
  }

  /// The state of a row, or nil when it is not known.
  /// - Parameter termEnd: the end of the full term, where it is known.
  func status(_ row: Int, kind: RightKind?, termEnd: CalendarDay?) -> LegalStatus? {
    var status = snapshot.status[row].flatMap(LegalStatus.init(rawValue:))
    var knownOn = status == nil ? PortfolioSnapshot.none : snapshot.statusDay[row]
    if lastEffectDay[row] != PortfolioSnapshot.none, lastEffectDay[row] > knownOn {
      status = lastEffect[row]
      knownOn = lastEffectDay[row]
    }
    let ended = snapshot.endDay[row]
    if ended != PortfolioSnapshot.none, ended > knownOn, status?.life != .ended {
      status = .dead
      knownOn = ended
    }
    // An application that was granted after it was last seen is an application no more.
    if let seen = status, seen.stage == .application, seen.life == .alive, snapshot.grantDay[row] > knownOn {
      status = nil
    }
    if let termEnd, termEnd < snapshot.asOf, status?.life != .ended, kind != .trademark {
      // A source that calls the right alive after our end of term knows of an extension that we do not.
      if status == nil || termEnd.number > knownOn { status = .expired }
    }
    return status
  }
}
