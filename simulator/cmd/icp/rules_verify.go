// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

func rulesVerify(a *app) *cobra.Command {
	var digest, key, signature string
	cmd := &cobra.Command{
		Use:   "verify FILE",
		Short: a.text("check a packed policy against a digest or a signature", "校验打包规则的摘要或签名"),
		Example: "  icp rules pack builtin --output policy.json    # " + a.text("prints the digest", "输出摘要") + "\n" +
			"  icp rules verify policy.json --digest sha256:HEX\n" +
			"  icp rules verify policy.json --key public.pem --signature policy.json.sig",
		Args: exactArgs(a, "FILE"),
	}
	cmd.Flags().StringVar(&digest, "digest", "", a.text("the digest it must have", "应有的摘要"))
	cmd.Flags().StringVar(&key, "key", "", a.text("PEM file of the Ed25519 public key", "Ed25519 公钥 PEM 文件"))
	cmd.Flags().StringVar(&signature, "signature", "", a.text("file of the signature, base64", "签名文件（base64）"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if digest == "" && key == "" {
			return failf(exitUnanswered, "%s", a.text("say what to verify against: --digest, or --key with --signature", "请指定 --digest，或 --key 与 --signature"))
		}
		p, err := readPolicy(a, args[0])
		if err != nil {
			return err
		}
		if digest != "" && digest != p.Digest() {
			return failf(exitFindings, "%s", a.text(
				args[0]+" has digest "+p.Digest()+", not "+digest, args[0]+" 的摘要为 "+p.Digest()+"，与 "+digest+" 不符"))
		}
		if key != "" {
			if err := verifySignature(a, p.Artifact(), key, signature); err != nil {
				return err
			}
		}
		_, err = fmt.Fprintf(a.stdout, "%s  %s\n", p.Digest(), args[0])
		return err
	}
	return cmd
}

func verifySignature(a *app, artifact []byte, keyFile, signatureFile string) error {
	block, err := readPEM(a, keyFile)
	if err != nil {
		return err
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	public, ok := parsed.(ed25519.PublicKey)
	if err != nil || !ok {
		return failf(exitUnanswered, "%s", a.text(keyFile+" holds no Ed25519 public key", keyFile+" 不含 Ed25519 公钥"))
	}
	if signatureFile == "" {
		return failf(exitUnanswered, "%s", a.text("--key needs --signature FILE; icp rules pack --sign writes one", "--key 须与 --signature 文件同用；icp rules pack --sign 可生成"))
	}
	data, err := a.readWhole(signatureFile, caseMegabytes)
	if err != nil {
		return err
	}
	sig, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(data)))
	if err != nil {
		return failf(exitUnanswered, "%s", a.text(signatureFile+" is not base64", signatureFile+" 不是 base64"))
	}
	if len(sig) != ed25519.SignatureSize {
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("%s holds %d bytes, and a signature has %d; icp rules pack --sign writes one", signatureFile, len(sig), ed25519.SignatureSize),
			fmt.Sprintf("%s 含 %d 字节，签名应为 %d 字节；icp rules pack --sign 可生成", signatureFile, len(sig), ed25519.SignatureSize)))
	}
	if !ed25519.Verify(public, artifact, sig) {
		return failf(exitFindings, "%s", a.text("the signature is not of this policy by this key", "签名与该规则及公钥不符"))
	}
	return nil
}

func readPEM(a *app, file string) (*pem.Block, error) {
	data, err := a.readWhole(file, caseMegabytes)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, failf(exitUnanswered, "%s", a.text(file+" is not a PEM file", file+" 不是 PEM 文件"))
	}
	return block, nil
}

// sign makes the detached signature of an artifact, base64.
func sign(a *app, artifact []byte, keyFile string) (string, error) {
	block, err := readPEM(a, keyFile)
	if err != nil {
		return "", err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	private, ok := parsed.(ed25519.PrivateKey)
	if err != nil || !ok {
		return "", failf(exitUnanswered, "%s", a.text(keyFile+" holds no Ed25519 private key (PKCS #8)", keyFile+" 不含 Ed25519 私钥（PKCS #8）"))
	}
	return base64.StdEncoding.EncodeToString(ed25519.Sign(private, artifact)) + "\n", nil
}
