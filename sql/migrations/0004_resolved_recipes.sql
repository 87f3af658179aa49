-- A job keeps what its recipe came to when it was accepted, with its preset and the defaults of that day. A preset that is changed
-- later changes no job. `recipe` stays as it was given, for the answers of the API.

-- NULL: the recipe was given to an earlier version, and this one does not take it; the job needs another.
ALTER TABLE video_jobs ADD COLUMN recipe_resolved TEXT;

-- Earlier jobs come to what they would have come to at their next start. resolve_recipe is the program's (store/store.cpp).
UPDATE video_jobs
SET recipe_resolved = resolve_recipe(recipe);
