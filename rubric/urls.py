from django.urls import include, path

from rubric.views import (
    beginning,
    draft,
    draft_links,
    drawings,
    how_it_reads,
    pictures,
    publishing,
    reading,
    remarks,
    statements,
    structure,
    versions,
    words,
)

principle_urls = [
    path("", words.edit_principle, name="edit_principle"),
    path("picture/", pictures.principle_picture, name="principle_picture"),
    path("take-out/", structure.retire_principle, name="retire_principle"),
    path("bring-back/", structure.bring_back_principle, name="bring_back_principle"),
]

level_urls = [
    path("", words.edit_level, name="edit_level"),
    path("take-out/", structure.retire_level, name="retire_level"),
    path("bring-back/", structure.bring_back_level, name="bring_back_level"),
]

statement_urls = [
    path("", words.edit_statement, name="edit_statement"),
    path("picture/", pictures.statement_picture, name="statement_picture"),
    path("place/", statements.place_statement, name="place_statement"),
    path("take-out/", statements.retire_statement, name="retire_statement"),
    path("bring-back/", statements.bring_back_statement, name="bring_back_statement"),
]

draft_urls = [
    path("", draft.edit_rubric, name="edit_rubric"),
    path("file/", beginning.draft_file, name="draft_file"),
    path("start/", publishing.start_draft, name="start_draft"),
    path("changes/", publishing.draft_changes, name="draft_changes"),
    path("preview/", publishing.preview_draft, name="preview_draft"),
    path("publish/", publishing.publish_draft, name="publish_draft"),
    path("link/", draft_links.share_draft_link, name="share_draft_link"),
    path("discard/", publishing.discard_draft, name="discard_draft"),
    path("how-it-reads/", how_it_reads.how_it_reads, name="how_it_reads"),
    path("introduction/", words.edit_introduction, name="edit_introduction"),
    path("source/", words.edit_source, name="edit_source"),
    path("hard-words/", words.edit_hard_words, name="edit_hard_words"),
    path("levels/", draft.draft_levels, name="draft_levels"),
    path("levels/<slug:key>/", include(level_urls)),
    path("new-level/", structure.add_level, name="add_level"),
    path("move-level/", structure.move_level, name="move_level"),
    path("questions/", draft.draft_questions, name="draft_questions"),
    path("questions/<slug:key>/", words.edit_question, name="edit_question"),
    path("questions/<slug:key>/picture/", pictures.question_picture, name="question_picture"),
    path("answers/<slug:key>/", words.edit_place, name="edit_place"),
    path("answers/<slug:key>/picture/", pictures.place_picture, name="place_picture"),
    path("groups/<slug:key>/", words.edit_group, name="edit_group"),
    path("pairs/<slug:key>/", words.edit_cell, name="edit_cell"),
    path("prompt/", words.edit_prompt, name="edit_prompt"),
    path("parts/<slug:key>/", draft.draft_part, name="draft_part"),
    path("new-part/", structure.add_principle, name="add_principle"),
    path("move-part/", structure.move_principle, name="move_principle"),
    path("principles/<slug:key>/", include(principle_urls)),
    path("principles/<slug:principle>/<slug:level>/new/", statements.add_statement, name="add_statement"),
    path("move/", statements.move_statement, name="move_statement"),
    path("statements/<slug:key>/", include(statement_urls)),
]

rubric_urls = [
    path("", reading.rubric, name="rubric"),
    path("adapt/", versions.adapt_rubric, name="adapt_rubric"),
    path("versions/<int:number>/", reading.rubric_version, name="rubric_version"),
    path("versions/<int:number>/file/", beginning.version_file, name="rubric_file"),
    path("versions/<int:number>/withdraw/", versions.withdraw_version, name="withdraw_version"),
    path("versions/<int:number>/bring-back/", versions.bring_back_version, name="bring_back_version"),
    path("draft/", include(draft_urls)),
    path("remarks/", remarks.rubric_remarks, name="rubric_remarks"),
    path("remarks/<uuid:remark>/", remarks.remark, name="remark"),
]

urlpatterns = [
    path("drawings/<slug:digest>.svg", drawings.drawing, name="drawing"),
    path("pictures/<slug:code>.svg", drawings.picture, name="picture"),
    path("drafts/<slug:link>/", draft_links.draft_by_link, name="draft_by_link"),
    path("drafts/<slug:link>/<slug:place>/<slug:field>/", draft_links.remark_by_link, name="remark_by_link"),
    path("rubrics/", reading.rubrics, name="rubrics"),
    path("new-rubric/", beginning.new_rubric, name="new_rubric"),
    path("new-rubric/file/", beginning.bring_file, name="bring_rubric"),
    path("rubrics/<slug:slug>/", include(rubric_urls)),
]
