"""Which object of the permission table each written field is part of: who may not read the object reads no such field.

A row that is shared in part stands under several objects. What stands under none is shown to nobody.
"""

_FIELDS = """
plan           | plan.title plan.purpose plan_version.note plan_version.content plan_version.changes
plan           | plan_roadmap_template.names
qualification  | plan.worries plan.early_warnings plan.special_support plan.new_leaders
qualification  | plan_theme.description plan_theme.signs_well plan_theme.signs_badly plan_theme.works_when
qualification  | plan_input.what plan_input.source plan_input_file.name plan_input_file.data
qualification  | plan_action.what plan_action.words
qualification  | plan_placement.text plan_placement.other
theme          | plan_theme.title plan_theme.why plan_theme.reason
offer          | plan_offer.title plan_offer.what plan_offer.contact
hearing        | plan_hearing.note plan_hearing.content plan_hearing_comment.text plan_hearing_comment.answer
remark         | progress_remark.text progress_remark.answer
annual         | annual_discussion.cooperation annual_discussion.competences annual_discussion.last
annual         | annual_discussion.goals annual_discussion.figures
wheel          | wheel_entry.title
tool           | tool_answer.says
catalogue      | catalogue_entry.title catalogue_entry.what catalogue_entry.source
seminar        | seminar_rating.says
group          | leadership_group.name leadership_group.key plan_talk.words
round          | rounds_round.why rounds_round.reason rounds_round.place
answers        | rounds_answer.ratings rounds_answer.note
card           | rounds_shared_note.text rounds_chosen.meaning rounds_chosen.place rounds_chosen.rightwards
agreement      | rounds_agreement.text rounds_agreement.sign
followup       | followup.title followup.why followup.learned
escalation     | escalation.title escalation.wording escalation.ask escalation.answer escalation.yourselves
escalation     | escalation_question.text escalation_question.reply
person_warning | support_request.sealed support_offer.says noticed.words
load           | expected_load.title expected_load.weight expected_load.support expected_load.words
load           | expected_load.enough expected_load.learned
contract       | dialogue_note.text dialogue_promise.text dialogue_checkin.says
dialogue       | dialogue_topic.text dialogue_agreement.text dialogue_learned.text
supervision    | supervision_method.name supervision_method.steps supervision_session.reason
my_data        | data_copy.sealed sign_in.device
people         | person.name person.email person.title person.key unit.name unit.key organisation.name
people         | people_import.data people_import.outcome
"""


def _read(text: str) -> dict[str, str]:
    lines = [line.split("|") for line in text.strip().splitlines()]
    return {field: kind.strip() for kind, fields in lines for field in fields.split()}


FIELDS = _read(_FIELDS)
