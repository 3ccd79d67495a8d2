internal import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// Gives the fee engine what is recorded of a right beside its days.
struct FeeParticularsRule {
  let schedules: FeeSchedules
  let asOf: CalendarDay

  func apply(_ particulars: FeeParticulars, to subject: inout RenewalSubject) {
    // Fees to come are charged by the row of the as-of day; the first row stands for the time before it.
    let charging =
      particulars.charging.last { ($0.from ?? asOf) <= asOf } ?? particulars.charging.first
    if let charging {
      subject.rateClass = charging.rateClass ?? subject.rateClass
      subject.claims = charging.claims ?? subject.claims
      subject.isNationalPhase = charging.isNationalPhase ?? subject.isNationalPhase
    }
    subject.reductions = particulars.reductions.compactMap { given in
      // An open licence spares fees only where the office says so.
      if given.isOpenLicence {
        let schedule = schedules.schedule(office: subject.office, kind: subject.kind)
        let known = schedule?.reductions.contains { $0.id == RecordedReduction.openLicence }
        guard known == true else { return nil }
      }
      return RecordedReduction(
        name: given.isOpenLicence ? RecordedReduction.openLicence : given.name, from: given.from,
        to: given.to,
        office: given.office, reference: given.reference)
    }
    let unitary = schedules.unitaryOffice(grantedBy: subject.office, kind: subject.kind)
    for state in particulars.validations {
      if state.office == unitary {
        subject.isUnitary = true
      } else {
        subject.validationStates.append(state.office)
      }
      subject.validationEnds[state.office] = state.to
    }
  }
}
