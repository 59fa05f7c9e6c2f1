"""The publications that statements are taken from, each a constant named by its key.

Only the five founding documents were read in full; most outside sources were read in part
only, so a page may say more than is used here. Authors and years stand where our notes give them.
Some titles are our labels, and where none was noted the journal reference or the DOI stands
in. Two addresses of one source are separated by " ; ".
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from reflective_groups.sources.citation import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

# Founding documents

S0 = Source(
    key="S0",
    title="Group Coaching for Senior Leaders",
    authors="Matt Dickson",
    year=2020,
)
S1 = Source(
    key="S1",
    title="Leading a Balint Group",
    authors="BSANZ",
)
S2 = Source(
    key="S2",
    title="Balint Group (group series description)",
)
S3 = Source(
    key="S3",
    title="Starting a new Balint Group including working online",
    authors="Balint Society (UK)",
)
S4 = Source(
    key="S4",
    title="We're all in this together (Impact / Veritas MAT)",
    address="https://my.chartered.college/impact_article/were-all-in-this-together-using-a-peer-coaching-model-to-support-middle-leaders-development/",
)

# Balint

B1 = Source(
    key="B1",
    title="What happens in a Balint group (BSANZ, newer and older page)",
    address="https://balintanz.org/about/what-happens/"
    " ; http://www.balintaustralianewzealand.org/what-happens-in-a-balint-group/",
)
B2 = Source(
    key="B2",
    title="How to start a new Balint group (UK, older)",
    address="https://balint.oriole.webarch.net/find-a-group/how-to-start-a-new-balint-group/",
)
B3 = Source(
    key="B3",
    title="Starting a new Balint Group (UK, current twin of S3)",
    address="https://balintsociety.org.uk/starting-new-balint-group-including-working-online",
)
B4 = Source(
    key="B4",
    title="Accreditation (UK)",
    address="https://balintsociety.org.uk/accreditation",
)
B5 = Source(
    key="B5",
    title="Required Experience and Training Programme (UK)",
    address="https://balint.co.uk/leadership-2/required-experience-and-training-programme/",
)
B6 = Source(
    key="B6",
    title="Criteria for Accreditation, April 2020 (UK)",
    year=2020,
    address="https://balint.co.uk/leadership-2/criteria-for-accreditation/",
)
B7 = Source(
    key="B7",
    title="UK Balint Society Leadership Accreditation",
    address="https://balint.co.uk/leadership-2/",
)
B8 = Source(
    key="B8",
    title="Online Balint Groups (UK guidance)",
    address="https://balint.co.uk/find-a-group/how-to-start-a-new-balint-group/online-balint-groups/",
)
B9 = Source(
    key="B9",
    title="Balint groups and the Balint method",
    authors="Salinsky",
    address="https://balint.co.uk/about/the-balint-method"
    " ; https://balintsociety.org.uk/balint-groups-and-balint-method",
)
B10 = Source(
    key="B10",
    title="How would you like your Balint?",
    authors="Salinsky",
    year=2004,
    address="https://balint.ru/?page_id=183",
)
B11 = Source(
    key="B11",
    title="The work of the group (chapter abstract)",
    authors="Salinsky & Sackin",
    address="https://www.taylorfrancis.com/chapters/edit/10.1201/9781315384436-4/",
)
B12 = Source(
    key="B12",
    title="ABS Credentialing Roadmap",
    address="https://americanbalintsociety.org/content.aspx?page_id=22&club_id=445043&module_id=170722",
)
B13 = Source(
    key="B13",
    title="ABS Intro to Credentialing",
    address="http://americanbalintsociety.org/content.aspx?page_id=22&club_id=445043&module_id=174147",
)
B14 = Source(
    key="B14",
    title="ABS Leadership Intensive, Spokane 2025",
    address="https://americanbalintsociety.org/2025_spokane_spring_intensive.php",
)
B15 = Source(
    key="B15",
    title="ABS online group, Hall & Nease 2026",
    address="https://member.americanbalintsociety.org/members/evr/reg_event.php?evid=61194995&orgcode=TABS",
)
B16 = Source(
    key="B16",
    title="Structured Discussion Groups Can Prevent Burnout",
    address="https://www.primarycareprogress.org/relational-rounds/discussion-to-prevent-burnout/",
)
B17 = Source(
    key="B17",
    title="Balint Groups",
    authors="Kerres",
    address="https://www.bernhardkerres.com/read/balint-groups/",
)
B18 = Source(
    key="B18",
    title="BSANZ Leadership Accreditation Pathway",
    address="https://balintanz.org/accredited-leadership/accreditation-pathway/",
)
B19 = Source(
    key="B19",
    title="BSANZ Requirements for Leader Trainer Accreditation",
    address="https://balintanz.org/accredited-leadership/requirements-for-leader-trainer-accreditation/",
)
B20 = Source(
    key="B20",
    title="BSANZ Agreement between Supervisor and Supervisee",
    address="http://www.balintaustralianewzealand.org/agreement-between-supervisor-and-supervisee/",
)
B21 = Source(
    key="B21",
    title="BSANZ Template for Supervision reports",
    address="https://www.balintaustralianewzealand.org/accredited-leadership/template-supervision-reports/",
)
B22 = Source(
    key="B22",
    title="IBF Guidelines for Accreditation of Balint Leaders",
    year=2016,
    address="https://www.balintinternational.com/guidelines-on-balint-group-leadership/",
)
B23 = Source(
    key="B23",
    title="IBF Code of Ethics",
    address="https://www.balintinternational.com/about-us/code-of-ethic/",
)
B24 = Source(
    key="B24",
    title="DBG Leiterausbildung (doctors)",
    address="https://balintgesellschaft.de:443/index.php?id=26&L=0",
)
B25 = Source(
    key="B25",
    title="DBG Leiterausbildung (psychologists)",
    address="https://balintgesellschaft.de/arbeitsfelder/balint-gruppen-leiter-ausbildung/fuer-psychologen",
)
B26 = Source(
    key="B26",
    title="Termine Balintgruppe (quotes Bundesärztekammer rules)",
    address="https://www.medico-seminare.de/balintgruppen/termine-balintgruppe.html",
)
B27 = Source(
    key="B27",
    title="Balintgruppen",
    authors="Jäger",
    address="https://psychotherapiepraxis-jaeger-sl.de/Balintgruppen",
)
B28 = Source(
    key="B28",
    title="Balintgruppenarbeit",
    authors="Wetzig-Würth",
    address="https://wetzig-wuerth.de/fortbildung-und-weiterbildung/balintgruppenarbeit",
)
B29 = Source(
    key="B29",
    title="History and description",
    authors="Schweizerische Balint-Gesellschaft",
    address="https://balint.ch/balint-geschichte.html",
)
B30 = Source(
    key="B30",
    title="Een nieuwe groep starten",
    authors="Balint Nederland",
    address="https://www.balintnederland.nl/index.php?page=nieuwe_groep_starten",
)
B31 = Source(
    key="B31",
    title="Wat is een Balint groep?",
    authors="Balint Nederland",
    address="https://www.balintnederland.nl/index.php?page=16",
)
B32 = Source(
    key="B32",
    title="Accreditering (1 point per hour)",
    authors="Balint Nederland",
    address="https://balintnederland.nl/index.php/balintgroepen/accreditering-van-een-balintgroep",
)
B33 = Source(
    key="B33",
    title="Le groupe Balint, qu'est-ce que c'est (SMB slides)",
    address="https://slideplayer.fr/amp/9175221",
)
B34 = Source(
    key="B34",
    title="Les groupes Balint de nos jours (thesis extract)",
    address="https://123dok.net/article/groupes-balint-jours-groupes-balint.dy48ox0q",
)
B35 = Source(
    key="B35",
    title="Groupes Balint-enseignant",
    authors="Robo",
    year=2003,
    address="http://probo.free.fr/ecrits_app/groupes_Balint_enseignant.htm",
)
B36 = Source(
    key="B36",
    title="La méthode (psychodrame Balint); board minutes Feb 2025",
    authors="AIPB",
    address="https://psychodrame-balint.com/La-methode"
    " ; https://psychodrame-balint.com/spip.php?article230",
)
B37 = Source(
    key="B37",
    title="Repères pédagogiques (Balint-type groups in medical schools)",
    address="https://psychodrame-balint.com/REPERES-PEDAGOGIQUES-A-L-ATTENTION-DES-ENSEIGNANTS-ANIMATEURS-DE-GROUPES-DE",
)
B38 = Source(
    key="B38",
    title="The frame of the group work",
    authors="Hellenic Balint Group",
    address="https://www.balintgroupgreece.com/en/the-frame-of-the-group-work/",
)
B39 = Source(
    key="B39",
    title="Prismatic Balint groups (after Drees)",
    authors="Tishkova",
    address="https://balintrt.com/prismatic-balint-groups/",
)
B40 = Source(
    key="B40",
    title="Online Balint groups",
    authors="Eshtokin",
    address="https://balintrt.com/online-balint-groups-specifics-and-challenges/",
)
B41 = Source(
    key="B41",
    title="On-Line Balint Group for MDs (Ontario)",
    address="http://www.tsmedicalcentre.com/on-line-balint-group-for-mds/",
)
B42 = Source(
    key="B42",
    title="Difficulties in Balint groups, BJGP 60(580)",
    authors="Kjeldmand & Holmström",
    year=2010,
    address="https://bjgp.org/content/60/580/808.full",
)
B43 = Source(
    key="B43",
    title="Psychiatric trainees' Balint group, Sheffield (cites Hopkins 1994)",
    address="https://homsy-staging.cambridgecore.org/core/product/2FDC21DD78B288CC665FAD86AE773E1F/core-reader",
)
B44 = Source(
    key="B44",
    title="Fam Med 33(9):672",
    authors="Johnson et al.",
    year=2001,
    address="https://pubmed.ncbi.nlm.nih.gov/11665905/",
)
B45 = Source(
    key="B45",
    title="Fam Med 47(5):367",
    authors="Diaz et al.",
    year=2015,
    address="https://metajournal.com/articles/1553364",
)
B46 = Source(
    key="B46",
    title="Fam Med 22(1):33",
    authors="Brock & Stock",
    year=1990,
    address="https://ohsu.pure.elsevier.com/en/publications/a-survey-of-balint-group-activities-in-us-family-practice-residen-2",
)
B47 = Source(
    key="B47",
    title="Systematic review, table 1",
    year=2025,
    address="https://pmc.ncbi.nlm.nih.gov/articles/PMC12581237/table/Tab1",
)
B48 = Source(
    key="B48",
    title="RCT residents China",
    authors="Huang et al.",
    year=2020,
    address="https://frontiersin.org/articles/10.3389/fpsyt.2019.00957/full",
)
B49 = Source(
    key="B49",
    title="RCT head nurses",
    authors="Qu et al.",
    year=2024,
    address="https://frontiersin.org/journals/psychiatry/articles/10.3389/fpsyt.2023.1265976/full",
)
B50 = Source(
    key="B50",
    title="Online Balint groups Iran",
    authors="Kiani Dehkordi et al.",
    year=2020,
    address="https://pmc.ncbi.nlm.nih.gov/articles/PMC7214277",
)
B51 = Source(
    key="B51",
    title="NCT07278219, online Balint nurses",
    address="https://meddatax.com/clinical-trials/NCT07278219",
)
B52 = Source(
    key="B52",
    title="Two-site RCT",
    authors="Buffel du Vaure et al.",
    year=2017,
    address="doi:10.1016/j.jpsychores.2017.10.008",
)
B53 = Source(
    key="B53",
    title="BMC Med Educ 20:412",
    authors="Lemogne et al.",
    year=2020,
    address="https://bmcmededuc.biomedcentral.com/articles/10.1186/s12909-020-02316-w",
)
B54 = Source(
    key="B54",
    title="Medical student Balint programme SWOT, BJPsych Open",
    year=2023,
    address="https://core-prod.cambridgecore.org/core/journals/bjpsych-open/article/mixedmethods-swot-analysis-of-a-medical-student-balint-group-programme/894BB2351639E28F464401ED75913E2D",
)
B55 = Source(
    key="B55",
    title="Irish university students (Cambridge Core, product 29D660B8C150B8F4213C5697596F6524)",
    authors="McManus et al.",
    year=2019,
)
B56 = Source(
    key="B56",
    title="Web 2.0 Balint",
    authors="Koppe et al.",
    year=2015,
    address="https://pmc.ncbi.nlm.nih.gov/articles/PMC4755195",
)
B57 = Source(
    key="B57",
    title="doi:10.1177/00912174211053733",
    authors="Samnani & Awal",
    year=2022,
    address="doi:10.1177/00912174211053733",
)
B58 = Source(
    key="B58",
    title="Balint 2.0 pilot",
    address="doi:10.1177/0091217418765036",
)
B59 = Source(
    key="B59",
    title="Virtual Balint-like group, child psychiatry trainees",
    address="https://pmc.ncbi.nlm.nih.gov/articles/PMC8210969",
)
B60 = Source(
    key="B60",
    title="Psychiatric nurses RCT",
    authors="Kiani Yousefzadeh et al.",
    year=2024,
    address="https://doi.org/10.3389/fpsyg.2024.1212200",
)
B61 = Source(
    key="B61",
    title="Impact of the Balint group leader (DE/AT/CH)",
    address="doi:10.1177/0091217418791440",
)
B62 = Source(
    key="B62",
    title="Balint groups and perceived well-being, Israel",
    year=2024,
    address="https://ijhpr.biomedcentral.com/articles/10.1186/s13584-024-00618-8",
)
B63 = Source(
    key="B63",
    title="Non-psychiatric trainees' attendance, Kent & Medway",
    year=2025,
    address="https://www.cambridge.org/core/journals/bjpsych-open/article/supporting-nonpsychiatric-trainees-to-engage-with-reflective-practice-and-attend-to-their-wellbeing-through-balint-group/6E6D263E80FA48305F31B1AB0254659F",
)
B64 = Source(
    key="B64",
    title="An Intensive Training for Balint group leaders (report), Balint Journal",
    year=2006,
    address="https://thieme-connect.de/products/ejournals/abstract/10.1055/s-2006-931519?lang=de",
)
B65 = Source(
    key="B65",
    title="1. Heiligkreuztaler Balint-Tagung, Balint Journal",
    year=2001,
    address="https://www.thieme-connect.com/products/ejournals/abstract/10.1055/s-2001-11929",
)
B66 = Source(
    key="B66",
    title="Balint groups (BENDiT self-help)",
    address="https://bwp.bendit-eu.eu/",
)
B67 = Source(
    key="B67",
    title="Balint Group (EDICC teacher wiki)",
    address="https://virtualedicc.wiki.zoho.com/Balint---Group.html",
)
B68 = Source(
    key="B68",
    title="The Revised Balint Method (coaching)",
    address="https://libraryofprofessionalcoaching.com/tools/training/the-revised-balint-method-a-powerful-tool-for-reflecting-on-professional-coaching-practices/2/amp",
)
B69 = Source(
    key="B69",
    title="Balintgruppe, Dortmund",
    address="https://www.ap-dortmund.de/balintgruppe",
)
B70 = Source(
    key="B70",
    title="Mutiny on the Balint",
    authors="Smith & Anandarajah",
    year=2007,
    address="https://studylib.net/doc/14167208/mutiny-on-the-balint--balancing-resident",
)
B72 = Source(
    key="B72",
    title="Essential characteristics of effective leadership",
    authors="Johnson et al.",
    year=2004,
    address="https://pubmed.ncbi.nlm.nih.gov/15057615/",
)
B74 = Source(
    key="B74",
    title="Balint groups",
    authors="Gambaroff",
    address="http://uk.gambaroff.de/Balint-Groups.html",
)
B76 = Source(
    key="B76",
    title="Balint Sessions, Bradford VTS",
    address="http://www.bradfordvts.co.uk/ourscheme/weds-tutorials/balint-sessions/",
)
B77 = Source(
    key="B77",
    title="Balint Group (prezi transcript)",
    address="https://prezi.com/xqo84w6znlte/balint-group/",
)
B78 = Source(
    key="B78",
    title="Group Self-Reflection to Address Burnout (Boston), MedEdPORTAL",
    year=2017,
    address="https://www.mededportal.org/publication/10663/",
)
B79 = Source(
    key="B79",
    title="Participant experience in Balint online sessions",
    year=2021,
    address="https://core-prod.cambridgecore.org/core/journals/bjpsych-open/article/evaluating-participant-experience-in-balint-online-sessions-held-during-the-covid19-pandemic-lessons-learnt-and-moving-forward/8E77B248BFCA03E44BA2C518CE7C57C4",
)
B80 = Source(
    key="B80",
    title="Balint Groups for CTs (London)",
    address="https://psychinfo.org/post/balint-groups-ct/",
)
B81 = Source(
    key="B81",
    title="Online Balint, Iran, qualitative",
    year=2021,
    address="https://brieflands.com/articles/ijpbs-107962",
)
B82 = Source(
    key="B82",
    title="Leading a Balint Group (newer wording of S1)",
    authors="BSANZ",
    address="https://balintanz.org/?p=584",
)
B83 = Source(
    key="B83",
    title="VFB/IPU Weiterbildung Balintgruppenleitung",
    address="https://balint-ev.de/weiterbildung/",
)
B84 = Source(
    key="B84",
    title="Belgian psychodrama association, supervision groups 2025",
    address="https://psychodrame.be/project_category/archives",
)
B85 = Source(
    key="B85",
    title="Balint groups in CBT supervision",
    authors="Prasko et al.",
    year=2020,
    address="https://docslib.org/doc/1454739/balint-groups-in-cognitive-behavioral-supervision",
)
B86 = Source(
    key="B86",
    title="Balint-Gruppen-Modell (Austria)",
    address="https://ksenija-andelic.at/2020/05/12/balint-gruppen-modell/",
)
B87 = Source(
    key="B87",
    title="BGQ China",
    authors="Fritzsche et al.",
    year=2021,
    address="https://bmcmededuc.biomedcentral.com/articles/10.1186/s12909-021-03030-x",
)

# Triads and GROW

T1 = Source(
    key="T1",
    title="What is a Coaching Triad?",
    address="https://www.coachtriads.com/what-is-a-coaching-triad/",
)
T2 = Source(
    key="T2",
    title="Coaching Triads",
    authors="Sheidaei",
    address="https://www.sheidaei.com/article/coaching-triads-the-most-effective-way-to-practice-coaching-in-a-safe-and-confidential-space/",
)
T3 = Source(
    key="T3",
    title="Practice Triads for Coaches",
    address="http://www.becomeacertifiedcoach.com/practice-triads-for-coaches",
)
T4 = Source(
    key="T4",
    title="UNCG Coaching Practice",
    address="https://healthcoaching.uncg.edu/december-2017-training/coaching-practice/",
)
T5 = Source(
    key="T5",
    title="Coaching Triad Practice Plan",
    address="https://www.scribd.com/document/534225576/306-Triad-Information",
)
T6 = Source(
    key="T6",
    title="How to hold a coaching exercise",
    address="https://agile.fi/how-to-hold-a-coaching-exercise-in-your-organization/",
)
T7 = Source(
    key="T7",
    title="Tapping Into the Expertise in the Building",
    address="https://www.edutopia.org/article/tapping-expertise-building/",
)
T8 = Source(
    key="T8",
    title="Peer Coaching That Works (McREL)",
    year=2017,
    address="https://www.mcrel.org/peer-coaching-that-works/",
)
T9 = Source(
    key="T9",
    title="Teachers in Triad Teams",
    address="https://www.mcrel.org/teachers-in-triad-teams-three-is-not-a-crowd/",
)
T11 = Source(
    key="T11",
    title="Coaching exercise (puzzles)",
    address="http://www.russellmartin.com/blog/coaching-exercise",
)
T12 = Source(
    key="T12",
    title="How teachers support each other",
    address="https://www.growthcoaching.com.au/articles-new/how-teachers-support-each-other-using-a-coaching-model",
)
T13 = Source(
    key="T13",
    title="What impact could coaching have (NAHT Edge, blog, 9 May 2017)",
    year=2017,
    address="https://web.nahtedge.org.uk/",
)
G1 = Source(
    key="G1",
    title="RE-GROW coaching model",
    address="http://nctacoaching.blogspot.com/p/re-grow-coaching-model.html",
)
G2 = Source(
    key="G2",
    title="Go GROW Model",
    authors="McLeod",
    address="https://angusmcleod.com/go-grow-model/",
)
G3 = Source(
    key="G3",
    title="Help client grow",
    address="https://nvisionconsulting.co.uk/help-client-grow/",
)
G4 = Source(
    key="G4",
    title="The GROW model explained",
    address="https://libraryofprofessionalcoaching.com/tools/coaching-questions/your-ultimate-coaching-tool-the-grow-model-explained-and-why-it-always-works/amp",
)
G5 = Source(
    key="G5",
    title="Coaching sessions and GROW (chapter abstract)",
    address="https://www.taylorfrancis.com/books/9781315113494/chapters/10.4324/9781315113494-8",
)
G6 = Source(
    key="G6",
    title="Different coaching models",
    authors="TCI",
    address="https://tciurbanhealth.org/courses/coaching-essentials/lessons/different-coaching-models/",
)
G7 = Source(
    key="G7",
    title="GROW (after Landsberg)",
    address="http://alternatives4learning.weebly.com/grow---coaching-model.html",
)
G8 = Source(
    key="G8",
    title="From GROW to RE-GROW (handout after Grant 2011)",
    address="https://www.scribd.com/document/517757879/Jmacklin-3-3-14-Re-Grow-Handout",
)
G9 = Source(
    key="G9",
    title="Coaching models overview",
    address="https://en.empowerment-coaching.com/model-grow-coaching",
)
G10 = Source(
    key="G10",
    title="Preparing for a coaching session (guiding information 6.5)",
    authors="REB Rwanda",
    address="https://elearning.reb.rw/",
)
G11 = Source(
    key="G11",
    title="GROW could do with another letter",
    address="http://dwanandassociates.com/2007/03/grow-coaching-model-could-do-with-another-letter/",
)
G12 = Source(
    key="G12",
    title="Coaching Helps Teachers to GROW",
    address="https://city-skills.com/coaching-helps-teachers-to-grow/",
)
G13 = Source(
    key="G13",
    title="GROWTH model",
    address="https://www.mbabrief.com/what_is_growth_model.asp",
)
G14 = Source(
    key="G14",
    title="The Growth Approach",
    address="https://www.growthcoaching.com.au/about/growth-approach",
)
G15 = Source(
    key="G15",
    title="How long should coaching sessions last",
    address="https://creedbranson.com/how-long-should-coaching-sessions-last",
)
G16 = Source(
    key="G16",
    title="What happens in an executive coaching session",
    address="https://nayanleadership.com/insights/what-happens-in-executive-coaching-session",
)
G17 = Source(
    key="G17",
    title="Research matters: how long have you got?",
    address="https://www.coaching-at-work.com/2010/11/07/research-matters-how-long-have-you-got/",
)
G18 = Source(
    key="G18",
    title="CoachSource research, ch. 2",
    year=2018,
    address="https://cs.coachsource.com/drupal7/comment/reply/165",
)
G19 = Source(
    key="G19",
    title="OSKAR",
    address="http://www.thesolutionsfocus.co.uk/oskar-coaching-model.html",
)
G20 = Source(
    key="G20",
    title="OSKAR glossary",
    address="https://cauceos.com/en/glossary/oskar",
)
G21 = Source(
    key="G21",
    title="Coaching models (OSCAR)",
    address="https://www.develupleaders.com/general-1",
)
G22 = Source(
    key="G22",
    title="Coaching models used to structure a conversation",
    address="https://www.coaching-focus.com/blog/coaching-models-used-to-structure-a-conversation",
)
G23 = Source(
    key="G23",
    title="Compare GROW, CLEAR, OSKAR",
    address="https://university.govur.com/courses/transformational-success-coaching-certification/flashcard/qs-qAVG4HLOrdUV",
)
G24 = Source(
    key="G24",
    title="STEPPPA",
    address="https://angusmcleod.com/stepppa-coaching-model/",
)
G25 = Source(
    key="G25",
    title="STEPPPA (Businessballs) / six-step reading",
    address="https://www.businessballs.com/coaching-and-mentoring/stepppa-coaching/"
    " ; https://turfai.co.uk/articlepageAI.php?id=7190",
)

# Relatives

R1 = Source(
    key="R1",
    title="Action learning FAQ",
    address="http://www.personal-coaching-information.com/action-learning-frequently-asked-questions.html",
)
R2 = Source(
    key="R2",
    title="Action learning sets",
    authors="Clapson",
    address="https://www.slideshare.net/slideshow/action-learning-sets-by-alex-clapsonpdf/253645160",
)
R3 = Source(
    key="R3",
    title="Facilitated Action Learning Sets",
    address="https://associatedevelopmentsolutions.com/facilitated-action-learning-sets/",
)
R4 = Source(
    key="R4",
    title="Action learning chapter abstract",
    address="https://www.taylorfrancis.com/books/9781315263403/chapters/10.4324/9781315263403-4",
)
R5 = Source(
    key="R5",
    title="Action learning sets, how they work (York)",
    address="https://www.york.ac.uk/admin/hr/learning-and-development/leadership-and-management/managers-leaders-action-learning-sets/how-they-work",
)
R6 = Source(
    key="R6",
    title="Action Learning (UNITAR)",
    address="https://learningwiki.unitar.org/index.php/Action_Learning",
)
R7 = Source(
    key="R7",
    title="Guide to setting up an action learning programme",
    address="https://rapidbi.com/a-guide-to-setting-up-an-action-learning-programme/",
)
R8 = Source(
    key="R8",
    title="Action sets FAQ (LHF)",
    address="http://www.lhf.org.uk/IMPACTProgramme/IMPACTthroughLeadership/ActionSets/ALSFAQs",
)
R9 = Source(
    key="R9",
    title="Action learning principles",
    address="http://www.personal-coaching-information.com/action-learning-principles.html",
)
R10 = Source(
    key="R10",
    title="Action learning set (A-Z of reflective tools)",
    address="https://sites.google.com/view/hallofmirrors/a-z-of-reflective-tools-techniques/action-learning-set",
)
R20 = Source(
    key="R20",
    title="How intervision happens (HLT Magazine)",
    authors="Schepers van Loon",
    year=2003,
    address="https://old.hltmag.co.uk/sep03/sart6.htm",
)
R21 = Source(
    key="R21",
    title="Roots supervisie",
    address="https://www.roots-supervisie.nl/werkwijze/werkwijze-intervisor/",
)
R22 = Source(
    key="R22",
    title="Intervision (agile)",
    address="https://www.respectandadapt.rocks/blog/useful-meeting-formats/intervision",
)
R23 = Source(
    key="R23",
    title="Vijfstappenmethode",
    address="https://lessonup.com/en/lesson/dncGB5TdsSNqQXH7C",
)
R24 = Source(
    key="R24",
    title="Intervisionskarten",
    address="https://intervisionskarten.ch/ablauf/",
)
R25 = Source(
    key="R25",
    title="Intervision (Toolshero)",
    address="https://www.toolshero.com/communication-methods/intervision/",
)
R26 = Source(
    key="R26",
    title="Intervision (The Diversity Company)",
    address="https://thediversitycompany.nl/en/workshops-training/intervision/",
)
R27 = Source(
    key="R27",
    title="Group intervision",
    authors="Bergami",
    address="https://ermannobergami.com/group-intervision/",
)
R28 = Source(
    key="R28",
    title="Intervision techniques (Spark)",
    address="https://spark-academy.nl/en/werk-beter-organiseren/intervisie",
)
R36 = Source(
    key="R36",
    title="doi:10.1002/cpp.660",
    authors="Knight, Sperlinger & Maltby",
    year=2010,
    address="doi:10.1002/cpp.660",
)
R37 = Source(
    key="R37",
    title="Delivering reflective practice sessions (BPS)",
    year=2025,
    address="https://bps.org.uk/news/experiences-delivering-reflective-practice-sessions-educational-settings",
)
R38 = Source(
    key="R38",
    title="Matrix Reflective Practice Framework (Scotland)",
    year=2018,
    address="https://docslib.org/doc/2277493/matrix-reflective-practice-framework-october-2018",
)
R39 = Source(
    key="R39",
    title="NCHD Balint groups",
    authors="Douglas & Feeney",
    year=2016,
    address="https://core-prod.cambridgecore.org/core/product/4D424AF0721F923C6474FB15E763F662/core-reader",
)
R40 = Source(
    key="R40",
    title="Work Discussion evaluation",
    authors="Froebel Trust",
    address="https://www.froebel.org.uk/research-library/developing-close-thoughtful-attention-to-children-and-families-in-early-years-pedagogy",
)
R41 = Source(
    key="R41",
    title="Emotion in nursery work (ERIC EJ977962)",
    authors="Elfer",
    year=2012,
)
R42 = Source(
    key="R42",
    title="doi:10.1080/13698036.2019.1566016",
    authors="Elfer, Dearnley & Wilson",
    year=2018,
    address="doi:10.1080/13698036.2019.1566016",
)
R43 = Source(
    key="R43",
    title="Training in facilitation of work discussion groups",
    address="doi:10.1080/13698036.2018.1559075",
)
R44 = Source(
    key="R44",
    title="Work discussion in educational settings (chapter abstract)",
    address="https://www.taylorfrancis.com/books/9780429485206/chapters/10.4324/9780429485206-4",
)
R45 = Source(
    key="R45",
    title="Reflecting Team (spiritlink)",
    address="https://en.spiritlink.de/meeting-rebell-2/reflecting-team",
)
R46 = Source(
    key="R46",
    title="Andersen's guidelines (1987), chapter page",
    address="https://www.taylorfrancis.com/books/e/9780203944547/chapters/10.4324/9780203944547-25",
)
R47 = Source(
    key="R47",
    title="Reflekterende teams (MacMann Berg)",
    address="https://yumpu.com/da/document/view/20128293/reflekterende-teams-macmann-berg",
)
R48 = Source(
    key="R48",
    title="Conversational rules for case discussion, reflecting team",
    address="https://www.worldsgreatestmedical.com/dr-david-myers-latest-video/",
)
R52 = Source(
    key="R52",
    title="Consultancy Protocol (NSRF)",
    address="https://docsbay.net/doc/514092/roles-presenter-whose-work-is-being-discussed-by-the-group"
    " ; http://parentinginpdx.blogspot.com/2012/10/consultancy-protocol.html",
)
R53 = Source(
    key="R53",
    title="Abbreviated Consultancy",
    address="http://pbutz.blogspot.com/2013/11/consultancy.html",
)
R61 = Source(
    key="R61",
    title="Troika Consulting",
    authors="Rutten",
    address="https://dhirubhai.net/pulse/liberating-structures-troika-consulting-jan-willem-rutten-uytje",
)
R62 = Source(
    key="R62",
    title="LS - Troika Consulting (workshopr)",
    address="https://workshopr.io/exercises/detail/?code=troika",
)
R63 = Source(
    key="R63",
    title="Troika Consultancy (Miroverse; mirror)",
    address="https://m.turbidity.top/miroverse/troika-consultancy-uz8fp7pzxhybdmrg",
)
R64 = Source(
    key="R64",
    title="Troika coaching (care-full); Troika (leanstorydesign)",
    address="https://www.care-full-courses.com/care-full-scholarship/unit-5---lesson-5-2---designing-a-care-full-engagement-process-troika-coaching"
    " ; https://leanstorydesign.com/en/troika-consulting",
)
R65 = Source(
    key="R65",
    title="Troika consulting",
    authors="Penny Walker",
    address="https://penny-walker.squarespace.com/blog/2023/4/13/troika-consulting",
)
R66 = Source(
    key="R66",
    title="Wise crowds (uncovered)",
    address="https://www.liberatingstructures-uncovered.com/wise-crowds",
)
R67 = Source(
    key="R67",
    title="Wise Crowds (collaboratio helvetica)",
    address="https://www.collaboratiohelvetica.ch/blog/2018/10/wise-crowds",
)
R68 = Source(
    key="R68",
    title="Benefit from wise crowds",
    address="https://www.wilmahartenfels.com/post/tip-93-benefit-from-wise-crowds",
)
R69 = Source(
    key="R69",
    title="Wise Crowds, large groups",
    address="https://medium.com/the-liberators/tap-the-wisdom-of-the-whole-group-in-rapid-cycles-with-wise-crowds-18e56f455680",
)
R70 = Source(
    key="R70",
    title="Making peer supervision groups work",
    address="https://www.psychotherapynetworker.org/article/peer-supervision-groups-work",
)
R71 = Source(
    key="R71",
    title="Peer group supervision",
    authors="Akhurst & Kelly",
    address="https://ar.scribd.com/document/255878724/Peer-Group-Supervision",
)
R72 = Source(
    key="R72",
    title="Peer supervision",
    authors="McNicoll",
    address="http://www.coachingmentoring.co.nz/articles/peer-supervision-no-one-knows-much-all-us",
)
R73 = Source(
    key="R73",
    title="Two works, 2012 and 1989 (the second: ERIC ED325722)",
    authors="Borders",
    address="doi:10.1111/j.1742-9552.2012.00046.x",
)

# How meetings go: what a simulated session is held to

M1 = Source(
    key="M1",
    title="The ICSI Meeting Corpus",
    authors="Janin et al.",
    year=2003,
)
M2 = Source(
    key="M2",
    title="The ICSI Meeting Recorder Dialog Act (MRDA) Corpus (SIGdial 2004)",
    authors="Shriberg, Dhillon, Bhagat, Ang & Carvey",
    year=2004,
)
M3 = Source(
    key="M3",
    title="Speaking turns in face-to-face discussions (J Pers Soc Psychol 60:675-684)",
    authors="Stasser & Taylor",
    year=1991,
)
M4 = Source(
    key="M4",
    title="Speaking turns in small group interaction (J Pers Soc Psychol 54:965-971)",
    authors="Parker",
    year=1988,
)
M5 = Source(
    key="M5",
    title="Channels of communication in small groups (Am Sociol Rev 16(4):461-468)",
    authors="Bales, Strodtbeck, Mills & Roseborough",
    year=1951,
)
M6 = Source(
    key="M6",
    title="Let's get this meeting started: meeting lateness and actual meeting outcomes",
    authors="Allen, Lehmann-Willenbrock & Rogelberg",
    year=2018,
)
M7 = Source(
    key="M7",
    title="A study of attendance and dropping out of optional resident Balint groups "
    "(Fam Med 26:382-386)",
    year=1994,
)

BIBLIOGRAPHY: Final[Mapping[str, Source]] = MappingProxyType(
    {source.key: source for source in tuple(globals().values()) if isinstance(source, Source)}
)
"""Every source of this module by its key, in the order above."""
