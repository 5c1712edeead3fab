// SPDX-License-Identifier: Apache-2.0

package shards

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"github.com/icpfiling/icp/simulator/shard"
)

// job is as much of a batch/v1 Job as the manifest uses; every other field is refused.
type job struct {
	APIVersion string   `yaml:"apiVersion"`
	Kind       string   `yaml:"kind"`
	Metadata   metadata `yaml:"metadata"`
	Spec       struct {
		CompletionMode       string `yaml:"completionMode"`
		Completions          int    `yaml:"completions"`
		Parallelism          int    `yaml:"parallelism"`
		BackoffLimitPerIndex int    `yaml:"backoffLimitPerIndex"`
		MaxFailedIndexes     *int   `yaml:"maxFailedIndexes"`
		PodFailurePolicy     struct {
			Rules []struct {
				Action      string `yaml:"action"`
				OnExitCodes *struct {
					ContainerName string `yaml:"containerName"`
					Operator      string `yaml:"operator"`
					Values        []int  `yaml:"values"`
				} `yaml:"onExitCodes"`
				OnPodConditions []struct {
					Type   string `yaml:"type"`
					Status string `yaml:"status"`
				} `yaml:"onPodConditions"`
			} `yaml:"rules"`
		} `yaml:"podFailurePolicy"`
		Template struct {
			Metadata metadata `yaml:"metadata"`
			Spec     pod      `yaml:"spec"`
		} `yaml:"template"`
	} `yaml:"spec"`
}

type metadata struct {
	Name   string            `yaml:"name"`
	Labels map[string]string `yaml:"labels"`
}

type pod struct {
	RestartPolicy   string `yaml:"restartPolicy"`
	SecurityContext struct {
		RunAsNonRoot   bool              `yaml:"runAsNonRoot"`
		RunAsUser      int               `yaml:"runAsUser"`
		FSGroup        int               `yaml:"fsGroup"`
		SeccompProfile map[string]string `yaml:"seccompProfile"`
	} `yaml:"securityContext"`
	Containers []container `yaml:"containers"`
	Volumes    []struct {
		Name                  string            `yaml:"name"`
		PersistentVolumeClaim map[string]string `yaml:"persistentVolumeClaim"`
	} `yaml:"volumes"`
}

type container struct {
	Name  string   `yaml:"name"`
	Image string   `yaml:"image"`
	Args  []string `yaml:"args"`
	Env   []struct {
		Name      string `yaml:"name"`
		ValueFrom struct {
			FieldRef struct {
				FieldPath string `yaml:"fieldPath"`
			} `yaml:"fieldRef"`
		} `yaml:"valueFrom"`
	} `yaml:"env"`
	Resources struct {
		Requests map[string]string `yaml:"requests"`
		Limits   map[string]string `yaml:"limits"`
	} `yaml:"resources"`
	SecurityContext struct {
		AllowPrivilegeEscalation bool                `yaml:"allowPrivilegeEscalation"`
		ReadOnlyRootFilesystem   bool                `yaml:"readOnlyRootFilesystem"`
		Capabilities             map[string][]string `yaml:"capabilities"`
	} `yaml:"securityContext"`
	VolumeMounts []struct {
		Name      string `yaml:"name"`
		MountPath string `yaml:"mountPath"`
	} `yaml:"volumeMounts"`
}

func TestJobManifest(t *testing.T) {
	text, err := os.ReadFile("job.yaml")
	require.NoError(t, err)
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	var j job
	require.NoError(t, dec.Decode(&j))

	assert.Equal(t, "batch/v1 Job", j.APIVersion+" "+j.Kind)
	assert.Equal(t, "Indexed", j.Spec.CompletionMode, "JOB_COMPLETION_INDEX is set only then")
	assert.Equal(t, "Never", j.Spec.Template.Spec.RestartPolicy, "the only policy a podFailurePolicy may stand beside")
	require.NotNil(t, j.Spec.MaxFailedIndexes)
	assert.Equal(t, j.Spec.Completions, *j.Spec.MaxFailedIndexes, "one broken shard must not stop the others")
	assert.Positive(t, j.Spec.BackoffLimitPerIndex)
	assert.LessOrEqual(t, j.Spec.Parallelism, j.Spec.Completions)
	for name, value := range j.Metadata.Labels {
		assert.Equal(t, value, j.Spec.Template.Metadata.Labels[name])
	}

	pod := j.Spec.Template.Spec
	require.Len(t, pod.Containers, 1)
	c := pod.Containers[0]
	assert.Equal(t, c.Name, j.Spec.PodFailurePolicy.Rules[0].OnExitCodes.ContainerName)
	assert.Equal(t, pod.Volumes[0].Name, c.VolumeMounts[0].Name)
	assert.Equal(t, "JOB_COMPLETION_INDEX", c.Env[0].Name)
	assert.Equal(t, "metadata.annotations['batch.kubernetes.io/job-completion-index']", c.Env[0].ValueFrom.FieldRef.FieldPath)
}

// Rendered for each index, the arguments name the shards of one run, each in a file of its own below the volume.
func TestJobSimulatesEveryShardOnce(t *testing.T) {
	text, err := os.ReadFile("job.yaml")
	require.NoError(t, err)
	var j job
	require.NoError(t, yaml.Unmarshal(text, &j))
	c := j.Spec.Template.Spec.Containers[0]
	files, next, all := map[string]bool{}, 0, 0
	for index := range j.Spec.Completions {
		flags := map[string]string{}
		for _, arg := range c.Args {
			arg = strings.ReplaceAll(arg, "$(JOB_COMPLETION_INDEX)", strconv.Itoa(index))
			require.NotContains(t, arg, "$(")
			name, value, _ := strings.Cut(strings.TrimPrefix(arg, "--"), "=")
			flags[name] = value
		}
		filings, err := strconv.Atoi(flags["filings"])
		require.NoError(t, err)
		i, k, _ := strings.Cut(flags["shard"], "/")
		assert.Equal(t, strconv.Itoa(index), i)
		assert.Equal(t, strconv.Itoa(j.Spec.Completions), k)
		first, last, ok := shard.Range(filings, index, j.Spec.Completions)
		require.True(t, ok)
		assert.Equal(t, next, first)
		next, all = last, filings
		assert.False(t, files[flags["shard-file"]])
		files[flags["shard-file"]] = true
		assert.True(t, strings.HasPrefix(flags["shard-file"], c.VolumeMounts[0].MountPath+"/"))
	}
	assert.Equal(t, all, next)
}
