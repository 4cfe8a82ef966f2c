"""Who may do what, written down by hand a second time: object by object, and route by route.

A letter is a person of the organisation that `confidential.fill` makes, see WHO.
"""

from dataclasses import dataclass

PROMISED = """
object         | TM            | HR              | GL                            | L                         | NL            | MED        | SA          | F
plan           | C R S P       | C R U P         | R P                           | R P                       | R P C:sub U:sub S:sub | R:shown P R:sent | - | R:asg
theme          | R S T P       | C R U T P       | R T P                         | R T P                     | R T P C:sub U:sub S:sub | R:shown T P R:sent | - | R:asg
qualification  | R             | C R U D         | R:shown                       | R:shown                   | R:shown C:sub R:sub U:sub D:sub | R:shown R:sent | - | R:asg U:asg
offer          | R             | C R U D         | R                             | R                         | R C:sub U:sub D:sub | R          | R           | R
group          | P             | C R U           | R:grp                         | R:grp                     | R:sub         | P          | -           | R:asg
round          | -             | C P             | C R:grp U:grp S:grp P         | R:grp P:grp               | P             | P          | -           | R:asg U:asg
answers        | -             | -               | A:grp C:own R:own U:own       | A:grp C:own R:own U:own   | -             | -          | -           | A:asg
card           | -             | P               | C:grp R:grp U:grp S:grp T:grp | R:grp T:grp               | P R:shown     | P          | -           | R:asg U:asg T:asg
agreement      | P             | P               | C:grp R:grp U:grp S:grp       | R:grp U:own               | P R:party     | P          | -           | R:asg
followup       | P             | P               | R:grp U:grp S:grp             | R:grp R:own U:own         | P R:party     | P          | -           | R:asg
escalation     | R:addr S:addr P | R:addr S:addr P | C:grp R:grp D:grp           | R:grp                     | R:addr S:addr | P          | -           | R:asg
group_warning  | A             | R:addr          | R:grp U:grp                   | R:grp                     | A:sub         | A          | -           | -
person_warning | C:close       | R:ask S:ask C:close | R:own U:own C:close       | R:own U:own C:close       | R:shown C:close | -          | -           | -
load           | P             | C:unit R:unit U:unit D:unit P | C:grp R:grp U:grp D:grp P | R:grp P | C:sub R:sub U:sub D:sub R:near P | P | - | -
contract       | -             | -               | C:own R:own U:own D:own       | C:own R:own U:own D:own   | -             | -          | -           | -
dialogue       | -             | -             | C:party R:party U:party S:party | C:party R:party U:party S:party | C:party R:party U:party S:party | - | - | -
progress       | P             | P               | P                             | P                         | P             | P          | -           | -
remark           | R U           | R U           | -                   | -                 | -                 | C R            | -    | -
annual           | C R U S       | C R U S       | R:shown             | R:shown           | R:shown           | C R U          | -    | -
wheel            | R             | C R U D       | R                   | R                 | R                 | R              | -    | -
tool             | C:own         | C:own         | C:own               | C:own             | C:own             | C:own          | -    | -
notice         | R:own U:own   | R:own U:own     | R:own U:own                   | R:own U:own               | R:own U:own   | R:own U:own | R:own U:own | R:own U:own
seminar        | C R U T       | C R U T         | R T                           | R T                       | R T C:sub U:sub | R:asg T:asg | -          | R:asg U:asg
hearing        | C R U S P     | C R U P         | -                             | -                         | C:sub R:sub U:sub S:sub | R T P | -       | -
catalogue      | R             | C R U D         | R                             | R                         | R             | R          | R           | R
supervision    | -             | P               | R:grp U:grp S:grp T:grp P     | R:grp T:grp               | -             | -          | -           | R:asg U:asg T:asg
figures        | A             | A               | -                             | -                         | -             | A          | -           | -
audit          | R:own         | R:own R:acts    | R:own                         | R:own                     | R:own         | R:own R:acts | R:technical | R:own R:acts
my_data        | C:own R:own   | C:own R:own     | C:own R:own                   | C:own R:own               | C:own R:own   | C:own R:own | C:own R:own | C:own R:own
keeping        | R             | R U             | -                             | -                         | -             | -          | R           | -
people         | R S           | C R U           | -                             | R:own                     | -             | R:own      | R:own       | -
system         | -             | -               | -                             | -                         | -             | -          | R U         | -
"""

WHO = {
    "t": "tm",  # top management, nearest leader of the group's leader
    "h": "hr",
    "l": "head",  # leads the group
    "m": "ann",  # a member of it
    "n": "newcomer",  # a member since today
    "e": "eva",  # was a member until yesterday
    "o": "lis",  # leads another group
    "f": "nina",  # a member of that one; facilitates the group's second round
    "u": "med",
    "a": "sa",
    "d": "dan",  # a member whose account was closed
    "-": None,  # not signed in
}
HERE = "thlmneofua"
"""everybody who gets in"""
LEADERS = "tlmneof"


@dataclass(frozen=True)
class Cells:
    """One route about one object, and who gets in."""

    verb: str
    path: str
    asks: str
    """what the permission table is asked: the object's kind, the action, and the object by name; or nothing"""
    who: str


def rows(text: str) -> list[Cells]:
    """The rows of a table: path | what is asked | who."""
    found = []
    for line in text.strip().splitlines():
        route, asks, who = (part.strip() for part in line.split("|"))
        verb, path = route.split()
        found.append(Cells(verb, path, asks, {"all": HERE, "leaders": LEADERS, "none": ""}.get(who, who)))
    return found


ROUTES = rows("""
GET  /                                      |                            | all
GET  /eskaleringer                          |                            | thlmnfo
GET  /eskaleringer/ny                       |                            | lo
GET  /eskaleringer/{to_hr}                  | R escalation to_hr         | hlm
GET  /eskaleringer/{to_tm}                  | R escalation to_tm         | tlm
GET  /eskaleringer/{about_tm}               | R escalation about_tm      | hlm
GET  /eskaleringer/{withdrawn}              | R escalation withdrawn     | lm
POST /eskaleringer/{to_hr}/kvitter          | S escalation to_hr         | h
POST /eskaleringer/{to_hr}/spoerg           | S escalation to_hr         | h
POST /eskaleringer/{to_hr}/svar             | S escalation to_hr         | h
POST /eskaleringer/{to_hr}/overtag          | S escalation to_hr         | h
POST /eskaleringer/{about_tm}/kvitter       | S escalation about_tm      | h
POST /eskaleringer/{about_tm}/svar          | S escalation about_tm      | h
POST /eskaleringer/{to_tm}/svar             | S escalation to_tm         | t
POST /eskaleringer/{to_tm}/overtag          | S escalation to_tm         | t
POST /eskaleringer/{to_hr}/traek-tilbage    | D escalation to_hr         | l
POST /eskaleringer/{about_tm}/traek-tilbage | D escalation about_tm      | l
POST /eskaleringer/{to_tm}/luk              | D escalation to_tm         | l
POST /eskaleringer/{to_hr}/gensvar          | D escalation to_hr         | l
GET  /plan/eskalering/{to_hr}               |                            | h
GET  /plan/eskalering/{to_tm}               |                            | t
GET  /runder                                |                            | thlmnfou
GET  /runder/{held}                         | R round held               | lm
GET  /runder/{open}                         | R round open               | lmnf
GET  /runder/{held}/kort                    | R card held                | lm
GET  /runder/{held}/referat                 | R card held                | lm
GET  /runder/{held}/referat.pdf             | R card held                | lm
GET  /runder/{held}/valg/1A                 | R card held                | lm
GET  /runder/{held}/aftaler                 | R agreement held           | lm
GET  /runder/{open}/forbered                | R answers open             | lmn
GET  /runder/{open}/forbered/1A             | R answers open             | lmn
GET  /runder/{open}/forbered/alle           | R answers open             | lmn
POST /runder/{open}/forbered/1A             | C answers open             | lmn
POST /runder/{open}/forbered/klar           | C answers open             | lmn
GET  /runder/{open}/forbered/hvor-langt     |                            | lmn
GET  /runder/{open}/ret                     |                            | hlf
POST /runder/{open}/ret                     |                            | hlf
GET  /runder/{open}/aflys                   | C round open               | hl
POST /runder/{open}/aflys                   | C round open               | hl
GET  /runder/{open}/facilitator             | S round open               | l
POST /runder/{open}/facilitator             | S round open               | l
POST /runder/{open}/luk                     | S round open               | l
GET  /runder/{open}/moede                   | R round open               | lmnf
GET  /runder/{open}/moede/nu                | R round open               | lmnf
POST /runder/{open}/moede/trin              | U round open               | lf
POST /runder/{held}/kort/1A                 | T card held                | lm
POST /runder/{held}/kort/fortryd            |                            | none
POST /runder/{held}/valg                    | S card held                | l
POST /runder/{held}/valg/1A                 | U card held                | l
POST /runder/{held}/aftaler                 | C agreement held           | l
POST /runder/{held}/afslut                  | S round held               | l
GET  /runder/gruppe/{group}/historik        |                            | lmn
GET  /runder/ny/{group}                     |                            | hl
POST /runder/ny/{group}                     |                            | hl
GET  /runder/planlaeg                       |                            | h
GET  /opfolgninger                          |                            | all
GET  /opfolgninger/{followup}               | R followup followup        | lm
POST /opfolgninger/{followup}/svar          | U followup followup        | lm
POST /opfolgninger/{followup}/flyt          | U followup followup        | lm
POST /opfolgninger/{followup}/overdrag      | U followup followup        | lm
POST /opfolgninger/{followup}/luk           | U followup followup        | lm
GET  /opfolgninger/gruppe/{group}           |                            | lmn
GET  /dialog                                |                            | tlmnof
GET  /dialog/guide                          | R contract mine            | tlmnof
POST /dialog/guide                          | D contract mine            | tlmnof
GET  /dialog/tjek/{checkin}/del             | U contract anns            | m
POST /dialog/tjek/{checkin}/del             | U contract anns            | m
GET  /dialog/delt/{share}                   | R person_warning share     | l
POST /dialog/delt/{share}/tilbage           |                            | m
GET  /dialog/guide/alle                     | R contract mine            | tlmnof
GET  /dialog/guide/goals-1                  | R contract mine            | tlmnof
POST /dialog/guide/goals-1                  | U contract mine            | tlmnof
GET  /dialog/egne                           | R contract mine            | tlmnof
POST /dialog/egne                           | C contract mine            | tlmnof
GET  /dialog/egne/{promise}                 | R contract anns            | m
POST /dialog/egne/{promise}                 | U contract anns            | m
POST /dialog/egne/{promise}/luk             | U contract anns            | m
POST /dialog/egne/{promise}/slet            | D contract anns            | m
GET  /dialog/tjek                           | R contract mine            | tlmnof
POST /dialog/tjek                           | C contract mine            | tlmnof
POST /dialog/tjek/{checkin}/slet            | D contract anns            | m
GET  /dialog/udviklingsplan                 | R contract mine            | tlmnof
GET  /dialog/udviklingsplan.pdf             | R contract mine            | tlmnof
GET  /dialog/udviklingsplan/plan-goals      | R contract mine            | tlmnof
POST /dialog/udviklingsplan/plan-goals      | U contract mine            | tlmnof
GET  /dialog/samtale/ny/{person}            |                            | l
POST /dialog/samtale/ny/{person}            |                            | l
GET  /dialog/samtale/{dialogue}             | R dialogue dialogue        | lm
GET  /dialog/samtale/{dialogue}/forbered    | R dialogue dialogue        | lm
POST /dialog/samtale/{dialogue}/forbered    | C dialogue dialogue        | lm
GET  /dialog/samtale/{dialogue}/flyt        | U dialogue dialogue        | lm
POST /dialog/samtale/{dialogue}/flyt        | U dialogue dialogue        | lm
POST /dialog/samtale/{dialogue}/aflys       | S dialogue dialogue        | lm
POST /dialog/samtale/{dialogue}/afholdt     | S dialogue dialogue        | lm
POST /dialog/samtale/{dialogue}/aftale      | C dialogue dialogue        | lm
GET  /dialog/punkt/{topic}                  | R contract anns            | m
POST /dialog/punkt/{topic}                  | U contract anns            | m
POST /dialog/punkt/{topic}/medbring         | U contract anns            | m
POST /dialog/punkt/{topic}/behold           | U contract anns            | m
POST /dialog/punkt/{topic}/slet             | U contract anns            | m
GET  /dialog/punkt/{brought}                | R contract anns            | m
POST /dialog/punkt/{brought}                | U contract anns            | m
GET  /dialog/aftale/{talked}                | R dialogue dialogue        | lm
POST /dialog/aftale/{talked}                | U dialogue dialogue        | lm
POST /dialog/aftale/{talked}/luk            | U dialogue dialogue        | lm
GET  /dialog/opfoelgning/{own_followup}     | R contract anns            | m
POST /dialog/opfoelgning/{own_followup}/svar |                           | m
POST /dialog/opfoelgning/{own_followup}/flyt |                           | m
POST /dialog/opfoelgning/{own_followup}/luk |                            | m
GET  /dialog/opfoelgning/{talk_followup}    | R dialogue dialogue        | lm
GET  /dialog/opfoelgning/{followup}         |                            | none
GET  /opfolgninger/{own_followup}           | R contract anns            | m
GET  /opfolgninger/{talk_followup}          | R dialogue dialogue        | lm
GET  /dialog/bed                            |                            | tlo
POST /dialog/bed                            |                            | tlo
POST /dialog/tilbyd/{person}                |                            | l
GET  /dialog/bedt/{asked}                   |                            | m
POST /dialog/bedt/{asked}                   |                            | m
GET  /plan                                  | R plan plan                | thlmnofu
GET  /plan/ny                               | C plan plan                | th
GET  /plan/ret                              |                            | th
POST /plan/ret                              |                            | th
GET  /plan/svar                             |                            | th
GET  /plan/temaer                           | R theme plan               | thlmnofu
GET  /plan/foreslaa                         | T theme plan               | thlmnofu
POST /plan/foreslaa                         | T theme plan               | thlmnofu
GET  /plan/kort                             |                            | th
POST /plan/kort                             |                            | th
GET  /plan/kort/{placement}                 |                            | th
POST /plan/kort/{placement}/fjern           |                            | th
GET  /plan/tema/{theme_out}                 | R theme theme_out          | thlmnofu
GET  /plan/tema/{theme_draft}               | R theme theme_draft        | thlmnof
GET  /plan/tema/{theme_draft}/vurder        |                            | th
POST /plan/tema/{theme_draft}/vurder        |                            | th
GET  /plan/tema/{theme_draft}/valg          |                            | th
POST /plan/tema/{theme_draft}/valg          |                            | th
GET  /plan/tema/{theme_draft}/beskriv       | U qualification drafted    | hf
POST /plan/tema/{theme_draft}/beskriv       | U qualification drafted    | hf
GET  /plan/tema/{theme_draft}/indspil       | U qualification drafted    | hf
POST /plan/tema/{theme_draft}/indspil       | U qualification drafted    | hf
GET  /plan/tema/{theme_draft}/handling      | U qualification drafted    | hf
POST /plan/tema/{theme_draft}/handling      | U qualification drafted    | hf
GET  /plan/tema/{theme_draft}/tilbud        | U qualification drafted    | hf
POST /plan/indspil/{input}/fjern            | U qualification plan       | h
GET  /plan/handling/{action}                | U qualification drafted    | hf
POST /plan/handling/{action}                | U qualification drafted    | hf
POST /plan/handling/{action}/fjern          | U qualification plan       | h
GET  /plan/tilbud/ny                        | C offer plan               | h
GET  /plan/tilbud/{offer}                   | U offer plan               | h
POST /plan/tilbud/{offer}/fjern             | D offer plan               | h
GET  /plan/publicer                         |                            | th
POST /plan/publicer                         | S plan plan                | t
GET  /plan/version/1                        |                            | thlmnofu
GET  /plan/version/1/spurgt                 |                            | th
GET  /plan/version/1/plan.json              |                            | thlmnofu
GET  /plan/version/1/plan.pdf               |                            | thlmnofu
GET  /plan/version/1/plan.docx              |                            | thlmnofu
GET  /plan/version/1/ramme                  |                            | thlmnofu
GET  /plan/aabning                          |                            | th
POST /plan/aabning                          | S plan plan                | t
POST /plan/aabning/luk                      | S plan plan                | t
GET  /plan/version/1/uddrag                 |                            | thlmnofu
GET  /plan/versioner.atom                   |                            | thlmnofu
GET  /plan/droeftelse/{group}               |                            | lmn
POST /plan/droeftelse/{group}               |                            | l
GET  /varsler                               |                            | thlmnofu
GET  /varsler/stoette                       |                            | lmnof
POST /varsler/stoette                       |                            | lmnof
GET  /varsler/stoette/{request}             | R person_warning request   | h
POST /varsler/stoette/{request}/svar        |                            | none
POST /varsler/stoette/{request}/traek-tilbage | U person_warning request | none
GET  /varsler/regler                        | P progress all             | thlmnofu
POST /varsler/regler/followup.twice              | U people all               | h
GET  /fremdrift                             | P progress all             | thlmnofu
GET  /fremdrift/moede                       | P progress all             | thlmnofu
GET  /fremdrift/moede.docx                  | P progress all             | thlmnofu
POST /fremdrift/moede/bemaerkning           | C remark all               | u
GET  /fremdrift/bemaerkning/{remark}        | R remark all               | thu
POST /fremdrift/bemaerkning/{remark}        | U remark all               | th
GET  /fremdrift/droeftelse                  | P progress all             | thlmnofu
POST /fremdrift/droeftelse                  | C annual all               | thu
GET  /fremdrift/droeftelse/{annual}         | R annual all               | thu
GET  /fremdrift/droeftelse/{annual}/ret     | U annual all               | thu
POST /fremdrift/droeftelse/{annual}/ret     | U annual all               | thu
POST /fremdrift/droeftelse/{annual}/holdt   | S annual all               | th
GET  /fremdrift/droeftelse/{annual}/papir.pdf | R annual all             | thu
GET  /fremdrift/aarshjul                    | R wheel all                | thlmnofu
GET  /fremdrift/aarshjul.ics                | R wheel all                | thlmnofu
GET  /fremdrift/aarshjul/nyt                | C wheel all                | h
POST /fremdrift/aarshjul/nyt                | C wheel all                | h
GET  /fremdrift/aarshjul/{wheel_entry}      | U wheel all                | h
POST /fremdrift/aarshjul/{wheel_entry}      | U wheel all                | h
POST /fremdrift/aarshjul/{wheel_entry}/fjern | D wheel all               | h
GET  /fremdrift/vaerktoejer                 | A figures all              | thu
GET  /fremdrift/vaerktoej/2/efter           |                            | thlmnofu
POST /fremdrift/vaerktoej/2/efter           |                            | thlmnofu
POST /fremdrift/vaerktoej/2/efter/spring    |                            | thlmnofu
GET  /fremdrift/moede.pdf                   | P progress all             | thlmnofu
GET  /indbakke                              |                            | all
GET  /indbakke/sendt                        |                            | all
GET  /i/{notice}                            | R notice notice            | m
POST /i/{notice}/faerdig                    | U notice notice            | m
GET  /min-side/arbejdstid                   |                            | all
GET  /min-side/beskeder                     |                            | all
GET  /min-side/kalender                     |                            | all
GET  /min-side/sessioner                    |                            | all
GET  /min-side/to-trin                      |                            | all
GET  /indstillinger                         | U people all               | h
POST /indstillinger                         | U people all               | h
GET  /indstillinger/roller                  | R people all               | th
GET  /indstillinger/konti                   | R system all               | a
POST /indstillinger/konti/{person}/inviter  | U system all               | a
POST /indstillinger/konti/{person}/luk      | U system all               | a
POST /indstillinger/konti/{person}/aabn     | U system all               | a
GET  /eskaleringer/{to_hr}/status           |                            | th
GET  /eskaleringer/{to_tm}/status           |                            | th
GET  /eskaleringer/{about_tm}/status        |                            | h
POST /eskaleringer/{to_hr}/skil             | S escalation to_hr         | h
GET  /eskaleringer/samlet/{cluster}         |                            | h
GET  /eskaleringer/saml                     |                            | th
POST /eskaleringer/saml                     |                            | th
POST /eskaleringer/ny                       |                            | lo
POST /eskaleringer/ny/se                    |                            | lo
POST /plan/eskalering/{to_hr}               |                            | h
POST /plan/eskalering/{to_tm}               |                            | t
GET  /runder/{held}/valg                    | S card held                | l
POST /runder/{open}/moede/kort              | S round open               | l
POST /runder/{open}/facilitator/{nina}/slut | S round open               | l
GET  /runder/{held}/aftaler/{agreement}/luk | S agreement held           | l
POST /runder/{held}/aftaler/{agreement}/luk | S agreement held           | l
GET  /runder/{open}/moede/aftale/{agreement} |                           | lm
POST /runder/{open}/moede/aftale/{agreement} |                           | lm
POST /opfolgninger/{followup}/hyppighed     | U followup followup        | lm
POST /opfolgninger/{answered}/fortryd       |                            | lm
POST /plan/ny                               | C plan plan                | th
POST /plan/svar                             |                            | th
POST /plan/kort/{placement}                 |                            | th
POST /plan/tema/{theme_draft}/tilbage       |                            | th
POST /plan/tema/{theme_draft}/tilbud        | U qualification drafted    | hf
POST /plan/tilbud/ny                        | C offer plan               | h
POST /plan/tilbud/{offer}                   | U offer plan               | h
GET  /plan/handling/{published_action}/status |                          | h
POST /plan/handling/{published_action}/status |                          | h
POST /plan/handling/{action}/faerdig        | U qualification plan       | h
POST /plan/handling/{action}/genaabn        | U qualification plan       | h
POST /varsler/{warning}/svar                |                            | l
GET  /varsler/tegn                          | P progress all             | thlmnofu
POST /varsler/tegn                          | P progress all             | thlmnofu
GET  /varsler/tegn/{noticed}                | R person_warning anns      | m
POST /varsler/tegn/{noticed}/fjern          |                            | lm
POST /varsler/stoette/{request}/tilbud      | S person_warning request   | h
GET  /varsler/stoette/tilbud/{offered}      | R person_warning request   | h
POST /varsler/stoette/tilbud/{offered}/svar |                            | none
GET  /varsler/egne/{personal}               | R person_warning anns      | m
POST /varsler/egne/{personal}/svar          | U person_warning anns      | m
GET  /beredskab                             | P load all                 | thlmnofu
GET  /beredskab/ny                          |                            | hlo
POST /beredskab/ny                          |                            | none
GET  /beredskab/ny?til=group:{group}        | C load load                | l
POST /beredskab/ny?til=group:{group}        | C load load                | l
POST /beredskab/ny?til=unit:{school}        | C load unit_load           | hlo
GET  /beredskab/{load}                      | R load load                | tlmn
GET  /beredskab/{load}/ret                  | U load load                | l
POST /beredskab/{load}/ret                  | U load load                | l
POST /beredskab/{load}/fjern                | D load load                | l
POST /beredskab/{load}/tilbageblik          |                            | none
GET  /beredskab/{unit_load}                 | R load unit_load           | hlmnof
GET  /beredskab/{unit_load}/ret             | U load unit_load           | hlo
POST /beredskab/{unit_load}/ret             | U load unit_load           | hlo
POST /beredskab/{unit_load}/fjern           | D load unit_load           | hlo
GET  /k/{entry}                             |                            | m
POST /indbakke/faerdig                      |                            | all
POST /kasket                                |                            | none
POST /min-side/adgangskode                  |                            | all
POST /min-side/arbejdstid                   |                            | all
POST /min-side/beskeder                     |                            | all
POST /min-side/kalender/ny                  |                            | all
POST /min-side/kalender/luk                 |                            | all
POST /min-side/orlov                        |                            | all
POST /min-side/orlov/{leave}/fjern          |                            | m
POST /min-side/sessioner/{session}/afslut   |                            | m
POST /min-side/to-trin/ny                   |                            | all
POST /min-side/to-trin/koder                |                            | all
POST /min-side/to-trin/fjern                |                            | all
POST /indstillinger/roller                  | C people all               | h
POST /indstillinger/roller/{grant}/slut     |                            | h
GET  /indstillinger/godkend/{proposal}      | S people all               | t
POST /indstillinger/godkend/{proposal}      | S people all               | t
POST /indstillinger/godkend/{proposal}/afvis | S people all              | t
POST /indstillinger/godkend/{proposal}/tilbage |                         | h
POST /indstillinger/konti/{person}/glem-telefon | U system all           | a
GET  /indstillinger/import                  | C people all               | h
POST /indstillinger/import                  | C people all               | h
GET  /indstillinger/import/{nothing}        |                            | none
POST /indstillinger/import/{nothing}/drop   |                            | none
POST /indstillinger/import/{nothing}/tag    |                            | none
POST /indstillinger/konti/{person}/glem-login | U system all             | a
GET  /indstillinger/opbevaring              | R keeping all              | tha
POST /indstillinger/opbevaring              | U keeping all              | h
POST /indstillinger/opbevaring/glem         | U keeping all              | h
GET  /katalog                               |                            | thlmnofua
GET  /katalog/faktorer                      |                            | thlmnofua
GET  /katalog/tiltag                        |                            | thlmnofua
GET  /katalog/kilder                        |                            | thlmnofua
GET  /katalog/egne/ny                       | C catalogue all            | h
POST /katalog/egne/ny                       | C catalogue all            | h
GET  /katalog/egne/{own}                    | U catalogue all            | h
POST /katalog/egne/{own}                    | U catalogue all            | h
POST /katalog/egne/{own}/fjern              | D catalogue all            | h
GET  /min-side/data                         |                            | all
POST /min-side/data                         |                            | all
POST /min-side/data/hent                    |                            | none
GET  /min-side/data/hent                    |                            | none
GET  /min-side/log                          |                            | all
GET  /plan/bilag/{file}                     |                            | thf
POST /plan/bilag/{file}/fjern               |                            | hf
GET  /plan/indspil/{input}/bilag            |                            | hf
POST /plan/indspil/{input}/bilag            |                            | hf
GET  /plan/tema/{theme_draft}/hjaelp        | U qualification plan       | h
POST /plan/tema/{theme_draft}/hjaelp        | U qualification plan       | h
POST /plan/hjaelper/{qualifier}/fjern       | U qualification plan       | h
GET  /plan/dele                             |                            | thlmnofu
GET  /plan/koereplan                        |                            | h
POST /plan/koereplan                        |                            | h
GET  /plan/mine-forslag                     |                            | thlmnofu
GET  /plan/ovenfra                          |                            | none
POST /plan/ovenfra/{theme_draft}            |                            | none
GET  /plan/tema/{theme_draft}/op            |                            | none
POST /plan/tema/{theme_draft}/op            |                            | none
GET  /plan/hoering/ny                       | C hearing all              | th
POST /plan/hoering/ny                       | C hearing all              | th
GET  /plan/hoering/{hearing}                | R hearing all              | thu
POST /plan/hoering/{hearing}/frist          | U hearing all              | th
POST /plan/hoering/{hearing}/kommentar      | T hearing all              | u
GET  /plan/hoering/kommentar/{comment}      |                            | u
POST /plan/hoering/kommentar/{comment}      |                            | u
GET  /plan/hoering/kommentar/{comment}/svar | U hearing all              | th
POST /plan/hoering/kommentar/{comment}/svar | U hearing all              | th
GET  /plan/lokal/{school}                   |                            | thlmnofu
GET  /plan/lokal/{school}/ny                |                            | thlo
POST /plan/lokal/{school}/ny                |                            | thlo
GET  /plan/lokal/{school}/temaer            |                            | none
GET  /plan/lokal/{school}/foreslaa          |                            | none
POST /plan/lokal/{school}/foreslaa          |                            | none
GET  /plan/lokal/{school}/version/1/spurgt  |                            | none
GET  /plan/lokal/{school}/mine-forslag      |                            | thlmnofu
GET  /plan/lokal/{school}/kort              |                            | none
POST /plan/lokal/{school}/kort              |                            | none
GET  /plan/lokal/{school}/ovenfra           |                            | none
POST /plan/lokal/{school}/ovenfra/{theme_draft} |                        | none
GET  /plan/lokal/{school}/publicer          |                            | none
POST /plan/lokal/{school}/publicer          |                            | none
GET  /plan/lokal/{school}/ret               |                            | none
POST /plan/lokal/{school}/ret               |                            | none
GET  /plan/lokal/{school}/svar              |                            | none
POST /plan/lokal/{school}/svar              |                            | none
GET  /plan/lokal/{school}/koereplan         |                            | h
POST /plan/lokal/{school}/koereplan         |                            | h
GET  /plan/lokal/{school}/tilbud/ny         |                            | none
POST /plan/lokal/{school}/tilbud/ny         |                            | none
GET  /plan/lokal/{school}/hoering/ny        |                            | none
POST /plan/lokal/{school}/hoering/ny        |                            | none
GET  /plan/lokal/{school}/droeftelse/{group} |                           | none
POST /plan/lokal/{school}/droeftelse/{group} |                           | none
GET  /plan/lokal/{school}/eskalering/{to_hr} |                           | none
POST /plan/lokal/{school}/eskalering/{to_hr} |                           | none
GET  /s/{code}                              |                            | all
GET  /seminar/plan/{plan}                   |                            | thlmnof
GET  /seminar/plan/{plan}/nyt               |                            | th
POST /seminar/plan/{plan}/nyt               |                            | th
GET  /seminar/{seminar}                     |                            | thlmnof
POST /seminar/{seminar}/foreslaa            |                            | thlmnof
GET  /seminar/{seminar}/nu                  |                            | thlmnof
POST /seminar/{seminar}/stoet/{theme_seen}  |                            | thlmnof
POST /seminar/{seminar}/stoet-ikke/{theme_seen} |                        | thlmnof
GET  /seminar/{seminar}/vurder              |                            | thlmnof
POST /seminar/{seminar}/vurder              |                            | thlmnof
GET  /seminar/{seminar}/styr                |                            | th
POST /seminar/{seminar}/trin                |                            | th
POST /seminar/{seminar}/saml                |                            | th
POST /seminar/{seminar}/skil/{theme_seen}   |                            | th
GET  /seminar/{seminar}/ret                 |                            | th
POST /seminar/{seminar}/ret                 |                            | th
GET  /seminar/{seminar}/skaerm              |                            | thlmnof
GET  /seminar/{seminar}/skaerm/nu           |                            | thlmnof
GET  /sparring                              |                            | hlmnof
GET  /sparring/grupper                      |                            | h
GET  /sparring/gruppe/{group}               | R supervision sparring     | lmnf
GET  /sparring/gruppe/{group}/begynd        | U supervision sparring     | lf
POST /sparring/gruppe/{group}/begynd        | U supervision sparring     | lf
GET  /sparring/gruppe/{group}/ramme         | U supervision sparring     | lf
POST /sparring/gruppe/{group}/ramme         | U supervision sparring     | lf
GET  /sparring/gruppe/{group}/stop          | S supervision sparring     | l
POST /sparring/gruppe/{group}/stop          | S supervision sparring     | l
GET  /sparring/gruppe/{group}/facilitator   | S supervision sparring     | l
POST /sparring/gruppe/{group}/facilitator   | S supervision sparring     | l
POST /sparring/gruppe/{group}/facilitator/{nina}/slut | S supervision sparring | l
GET  /sparring/gruppe/{group}/metoder       | U supervision sparring     | lf
GET  /sparring/gruppe/{group}/metoder/ny    | U supervision sparring     | lf
POST /sparring/gruppe/{group}/metoder/ny    | U supervision sparring     | lf
GET  /sparring/metode/{method}              | U supervision sparring     | lf
POST /sparring/metode/{method}              | U supervision sparring     | lf
POST /sparring/metode/{method}/slet         | U supervision sparring     | lf
POST /sparring/gruppe/{group}/byt           |                            | lmn
POST /sparring/gruppe/{group}/behold        |                            | lmn
POST /sparring/gruppe/{group}/tag/{person}  |                            | lmn
GET  /sparring/{sparring}                   | R supervision sparring     | lmnf
POST /sparring/{sparring}/akut              |                            | lmn
POST /sparring/{sparring}/akut/fortryd      |                            | m
GET  /sparring/{sparring}/roller            | T supervision sparring     | lmnf
POST /sparring/{sparring}/roller            | T supervision sparring     | lmnf
GET  /sparring/{sparring}/forloeb           | T supervision sparring     | lmnf
POST /sparring/{sparring}/forloeb/0         | T supervision sparring     | lmnf
POST /sparring/{sparring}/forloeb/laengere  | T supervision sparring     | lmnf
GET  /sparring/{sparring}/afslut            | T supervision sparring     | lmnf
POST /sparring/{sparring}/afslut            | T supervision sparring     | lmnf
GET  /sparring/{sparring}/flyt              | U supervision sparring     | lf
POST /sparring/{sparring}/flyt              | U supervision sparring     | lf
GET  /sparring/{sparring}/aflys             | U supervision sparring     | lf
POST /sparring/{sparring}/aflys             | U supervision sparring     | lf
GET  /postkasse                             |                            | none
GET  /drift                                 | R system all               | a
""")

ROLES = {
    "t": "TM",
    "h": "HR",
    "l": "L",
    "m": "L",
    "n": "L",
    "o": "L",
    "f": "L",
    "u": "MED",
    "a": "SA",
    "e": "",
    "d": "",
    "-": "",
}
"""the roles that everybody holds, whatever it is about"""
_GROUP = {"l": "GL L:grp,own", "m": "L:grp,own"}
_HR_HAS_IT = {"h": "HR:addr", "l": "GL L:grp", "m": "L:grp"}
STANDINGS: dict[str, dict[str, str]] = {
    "to_hr": _HR_HAS_IT,
    "about_tm": _HR_HAS_IT | {"t": ""},
    "to_tm": {"t": "TM:addr", "l": "GL L:grp", "m": "L:grp"},
    "withdrawn": {"l": "GL L:grp", "m": "L:grp"},
    "held": _GROUP,
    "open": _GROUP | {"n": "L:grp,own", "f": "F:asg", "h": "HR:grp"},
    "followup": {"l": "GL L:grp", "m": "L:grp,own"},
    "sparring": {"l": "GL L:grp", "m": "L:grp", "n": "L:grp", "f": "F:asg"},
    "mine": dict.fromkeys("tlmnof", "L:own"),
    "anns": {"m": "L:own"},
    "share": {"l": "NL:shown"},
    "dialogue": {"l": "NL:party", "m": "L:party"},
    "plan": {"u": "MED:shown"},
    "theme_out": {"u": "MED:shown"},
    "theme_draft": {},
    "drafted": {"f": "F:asg"},
    "request": {"h": "HR:ask"},
    "load": {"t": "TM NL:near", "l": "GL L:grp", "m": "L:grp", "n": "L:grp"},
    "unit_load": {"h": "HR:unit", "l": "L NL:sub,grp", "o": "L NL:sub,grp", "m": "L:grp", "n": "L:grp", "f": "L:grp"},
    "notice": {"m": "L:own"},
    "all": {},
}
"""what people are to a thing: roles, and after the colon relations; nothing said means the roles they hold anyway"""
